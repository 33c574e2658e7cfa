#include "setlist/music/notes.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace setlist::music {

void sort_canonically(Notes& notes) {
  std::stable_sort(notes.begin(), notes.end(), [](const Note& a, const Note& b) {
    return std::tie(a.onset, a.pitch, a.offset, a.source, a.id) <
           std::tie(b.onset, b.pitch, b.offset, b.source, b.id);
  });
}

double last_offset(std::span<const Note> notes) {
  double last = 0;
  for (const Note& note : notes) last = std::max(last, note.offset);
  return last;
}

Notes clipped(std::span<const Note> notes, double start, double stop) {
  Notes inside;
  for (Note note : notes) {
    if (note.onset >= stop || note.offset <= start) continue;
    note.onset = std::max(note.onset, start) - start;
    note.offset = std::min(note.offset, stop) - start;
    inside.push_back(note);
  }
  sort_canonically(inside);
  return inside;
}

Pedals clipped(std::span<const PedalEvent> pedals, double start, double stop) {
  std::map<std::pair<std::int16_t, std::int16_t>, PedalEvent> held;
  Pedals inside;
  for (PedalEvent event : pedals) {
    if (event.time >= stop) continue;
    if (event.time <= start) {
      event.time = 0;
      held[{event.source, event.controller}] = event;
    } else {
      event.time -= start;
      inside.push_back(event);
    }
  }
  Pedals whole;
  for (const auto& [key, event] : held) whole.push_back(event);
  whole.insert(whole.end(), inside.begin(), inside.end());
  return whole;
}

}  // namespace setlist::music
