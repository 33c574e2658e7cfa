#pragma once

#include <string_view>
#include <vector>

namespace setlist::starter {

/// A note as written. Ticks count from the start of the tune.
struct WrittenNote {
  int start = 0;
  int length = 0;
  int pitch = 0;  ///< MIDI key, C4 = 60
};

/// Notes that begin together in one voice, in the order they are written (low to high).
using WrittenChord = std::vector<WrittenNote>;

/// Reads words such as "F#4/8. Bb3+D4/2~8 r/4 |": pitches joined by "+", or "r" for a rest; "/"
/// and a length (4 = quarter, "." = dotted, "~" adds a tied length); "|" ends a bar. Throws
/// std::invalid_argument on an unknown word and on a bar that is not `bar_ticks` long.
[[nodiscard]] std::vector<WrittenChord> read_notation(std::string_view text, int bar_ticks);

}  // namespace setlist::starter
