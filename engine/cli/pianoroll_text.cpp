#include "cli/pianoroll_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

std::string name_of_pitch(int pitch) {
  constexpr const char* kNames[] = {"C",  "C#", "D",  "D#", "E",  "F",
                                    "F#", "G",  "G#", "A",  "A#", "B"};
  return fmt::format("{}{}", kNames[pitch % 12], pitch / 12 - 1);
}

/// One character for two pitches, the upper half block for the higher one.
const char* cell(bool high, bool low) {
  if (high && low) return "█";
  if (high) return "▀";
  return low ? "▄" : " ";
}

}  // namespace

std::string pianoroll_text(const dataset::Song& song, int width) {
  const auto alignments = song.alignments();
  if (alignments.empty()) return {};
  const auto notes = song.notes({alignments.front()});
  if (notes.empty()) return {};
  const double seconds = music::last_offset(notes);
  const auto roll =
      music::pianoroll(notes, {.resolution = seconds / width, .columns = width, .binary = true});
  const auto [lowest, highest] = std::minmax_element(
      notes.begin(), notes.end(), [](const auto& a, const auto& b) { return a.pitch < b.pitch; });
  std::string text;
  for (int pitch = highest->pitch | 1; pitch >= lowest->pitch; pitch -= 2) {
    text += fmt::format("  {:>4} ", name_of_pitch(pitch - 1));
    for (std::int64_t column = 0; column < width; ++column) {
      text += cell(pitch < 128 && roll.at(pitch, column) != 0, roll.at(pitch - 1, column) != 0);
    }
    text += "\n";
  }
  return text + fmt::format("       0 s{:>{}}\n", fmt::format("{:.1f} s", seconds), width - 3);
}

}  // namespace setlist::cli
