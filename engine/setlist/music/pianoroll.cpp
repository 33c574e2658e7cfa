#include "setlist/music/pianoroll.hpp"

#include "setlist/music/time.hpp"

#include <algorithm>

namespace setlist::music {
namespace {

struct Columns {
  std::int64_t begin;
  std::int64_t end;
};

Columns columns_of(const Note& note, const PianorollOptions& options) {
  const std::int64_t begin = column_at(note.onset, options.resolution);
  const std::int64_t end = std::max(begin + 1, column_at(note.offset, options.resolution));
  return {begin - options.first_column, end - options.first_column};
}

std::uint8_t loudness(const Note& note, bool binary) {
  if (binary) return 1;
  if (note.velocity == kUnknownVelocity) return kDefaultVelocity;
  return static_cast<std::uint8_t>(std::clamp<int>(note.velocity, 1, 127));
}

}  // namespace

Pianoroll pianoroll(std::span<const Note> notes, const PianorollOptions& options) {
  PianorollOptions sized = options;
  if (sized.columns < 0) {
    sized.columns = 0;
    for (const Note& note : notes) {
      sized.columns = std::max(sized.columns, columns_of(note, sized).end);
    }
  }
  Pianoroll roll{sized.resolution, sized.columns,
                 std::vector<std::uint8_t>(static_cast<std::size_t>(kPitches * sized.columns))};
  fill_pianoroll(notes, sized, roll.cells);
  return roll;
}

void fill_pianoroll(std::span<const Note> notes, const PianorollOptions& options,
                    std::span<std::uint8_t> cells) {
  std::fill(cells.begin(), cells.end(), std::uint8_t{0});
  for (const Note& note : notes) {
    if (note.pitch < 0 || note.pitch >= kPitches) continue;
    const Columns span = columns_of(note, options);
    const std::int64_t begin = std::clamp<std::int64_t>(span.begin, 0, options.columns);
    const std::int64_t end = std::clamp<std::int64_t>(span.end, begin, options.columns);
    const std::uint8_t loud = loudness(note, options.binary);
    const auto row = cells.subspan(static_cast<std::size_t>(note.pitch * options.columns),
                                   static_cast<std::size_t>(options.columns));
    for (std::int64_t column = begin; column < end; ++column) {
      auto& cell = row[static_cast<std::size_t>(column)];
      cell = std::max(cell, loud);
    }
  }
}

}  // namespace setlist::music
