#pragma once

#include "setlist/selection/selection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace setlist::selection {

struct SplitRequest {
  std::vector<double> fractions;  ///< of the songs, above 0, together 1
  std::uint64_t seed = 0;
  /// Fields of `facet`: no value of any of them is on two sides. Empty: songs go by themselves.
  std::vector<std::string> by;
  std::string stratify;  ///< a field whose values are spread alike over the sides; may be empty
};

struct Split {
  std::vector<Selection> parts;  ///< one a fraction, in the order of the songs
  std::size_t groups = 0;        ///< sets of songs that had to stay together
  std::size_t largest = 0;       ///< songs of the largest group
  std::size_t unknown = 0;       ///< songs of which no field of `by` is known: each goes by itself
};

/// Cuts songs into parts whose sizes are as near to the fractions as the groups allow: for two
/// parts without `stratify` no other choice is nearer. The same for the same songs and seed.
/// A part that would be empty is a UsageError.
[[nodiscard]] Split split(const Selection& songs, const SplitRequest& request);

}  // namespace setlist::selection
