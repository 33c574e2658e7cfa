#include "starter/performance.hpp"

#include "starter/dice.hpp"
#include "starter/notation.hpp"

#include <algorithm>
#include <string>
#include <tuple>

namespace setlist::starter {
namespace {

constexpr int kTimingTicks = 9;
constexpr int kSpreadTicks = 5;
constexpr int kVelocityJitter = 4;
constexpr int kArcVelocity = 16;
constexpr int kShortestTicks = 24;
constexpr int kScoreVelocity = 80;

int total_ticks(const Tune& tune) {
  int end = 0;
  for (const Part& part : tune.parts) {
    for (const Voice& voice : part.voices) {
      for (const WrittenChord& chord : read_notation(voice.text, tune.meter.bar_ticks())) {
        end = std::max(end, chord.front().start + chord.front().length);
      }
    }
  }
  return end;
}

/// A parabola over the tune (soft, loud, soft) with a weight on the first beat of each bar.
int shaped_velocity(int base, int tick, int bar_ticks, int total) {
  const long long rising = tick;
  const long long falling = total - tick;
  const auto arc = static_cast<int>(4 * kArcVelocity * rising * falling / total / total);
  const int accent = tick % bar_ticks == 0 ? 6 : 0;
  return base - kArcVelocity / 2 + arc + accent;
}

void play_chord(const WrittenChord& chord, const Tune& tune, const Part& part, int base_velocity,
                int total, Dice& dice, std::vector<PlayedNote>& out) {
  const bool human = tune.touch == Touch::kHuman;
  const int late = human ? dice.around_zero(kTimingTicks) : 0;
  int spread = 0;
  for (const WrittenNote& written : chord) {
    const int held = written.length * part.sounding_percent / 100;
    const int release = human ? dice.around_zero(kTimingTicks) : 0;
    const int force = human ? dice.around_zero(kVelocityJitter) : 0;
    const int shaped = shaped_velocity(base_velocity, written.start, tune.meter.bar_ticks(), total);
    PlayedNote note;
    note.pitch = written.pitch;
    note.start = std::max(0, written.start + late + spread);
    note.end = std::max(note.start + kShortestTicks, written.start + held + release);
    note.velocity = std::clamp(shaped + force, 1, 127);
    out.push_back(note);
    if (human) spread += 1 + dice.up_to(kSpreadTicks);
  }
}

/// One finger cannot strike a key it still holds: within a voice a repeated note ends the one
/// before. Between voices it may, and then the notes overlap.
void release_before_repeats(std::vector<PlayedNote>& voice) {
  for (std::size_t i = 0; i < voice.size(); ++i) {
    for (std::size_t j = i + 1; j < voice.size(); ++j) {
      if (voice[j].pitch != voice[i].pitch) continue;
      voice[i].end = std::min(voice[i].end, voice[j].start);
      break;
    }
  }
}

void sort_notes(std::vector<PlayedNote>& notes) {
  std::stable_sort(notes.begin(), notes.end(), [](const PlayedNote& a, const PlayedNote& b) {
    return std::tie(a.start, a.pitch, a.end) < std::tie(b.start, b.pitch, b.end);
  });
}

}  // namespace

Track perform(const Tune& tune, const Part& part) {
  Track track{part.instrument, {}, part.pedal};
  const int total = total_ticks(tune);
  Dice dice(std::string(tune.id) + "/" + std::string(part.instrument));
  for (const Voice& voice : part.voices) {
    std::vector<PlayedNote> played;
    for (const WrittenChord& chord : read_notation(voice.text, tune.meter.bar_ticks())) {
      play_chord(chord, tune, part, voice.velocity, total, dice, played);
    }
    release_before_repeats(played);
    track.notes.insert(track.notes.end(), played.begin(), played.end());
  }
  sort_notes(track.notes);
  return track;
}

Track transcribe(const Tune& tune, const Part& part) {
  Track track{part.instrument, {}, {}};
  for (const Voice& voice : part.voices) {
    for (const WrittenChord& chord : read_notation(voice.text, tune.meter.bar_ticks())) {
      for (const WrittenNote& note : chord) {
        track.notes.push_back({note.start, note.start + note.length, note.pitch, kScoreVelocity});
      }
    }
  }
  sort_notes(track.notes);
  return track;
}

std::vector<PlayedNote> as_midi_readers_hear(const std::vector<PlayedNote>& notes) {
  std::vector<PlayedNote> heard = notes;
  for (PlayedNote& note : heard) {
    for (const PlayedNote& other : notes) {
      if (other.pitch == note.pitch && other.end > note.start) {
        note.end = std::min(note.end, other.end);
      }
    }
  }
  return heard;
}

}  // namespace setlist::starter
