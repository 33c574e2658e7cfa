#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::music {

using Words = std::vector<std::string>;

/// The words of "Bach, Johann Sebastian" in the order in which they are spoken: what stands before
/// the first comma follows what stands before the second.
[[nodiscard]] Words spoken_words(std::string_view spelling);

/// Equal for "double bass" and "doublebass".
[[nodiscard]] std::string run_together(std::span<const std::string> words);

}  // namespace setlist::music
