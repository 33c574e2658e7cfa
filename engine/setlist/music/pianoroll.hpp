#pragma once

#include "setlist/music/notes.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace setlist::music {

inline constexpr int kPitches = 128;
/// What a note of unknown velocity counts as in a roll.
inline constexpr std::uint8_t kDefaultVelocity = 64;

/// uint8, (128, columns), C order; column k covers [k * resolution, (k + 1) * resolution).
/// 0 is silence, else the loudest velocity that sounds (1..127), or 1 in a binary roll.
struct Pianoroll {
  double resolution_seconds = 0.01;
  std::int64_t columns = 0;
  std::vector<std::uint8_t> cells;

  [[nodiscard]] std::uint8_t at(int pitch, std::int64_t column) const {
    return cells[static_cast<std::size_t>(pitch * columns + column)];
  }
};

struct PianorollOptions {
  double resolution = 0.01;       ///< seconds a column
  std::int64_t columns = -1;      ///< -1: up to the last offset
  std::int64_t first_column = 0;  ///< where the roll starts on the notes' clock
  bool binary = false;
};

/// A note takes the columns of [onset, offset), at least one.
[[nodiscard]] Pianoroll pianoroll(std::span<const Note> notes, const PianorollOptions& options);

/// As above, into memory of the caller: cells of (128, options.columns), overwritten.
void fill_pianoroll(std::span<const Note> notes, const PianorollOptions& options,
                    std::span<std::uint8_t> cells);

}  // namespace setlist::music
