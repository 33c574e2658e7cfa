#pragma once

#include <cstddef>
#include <vector>

namespace setlist::selection {

/// Which of some sizes, in their order, add up as near to `target` as any choice of them does. The
/// first that can serve are taken. Sizes are above 0.
[[nodiscard]] std::vector<bool> nearest_subset(const std::vector<std::size_t>& sizes,
                                               std::size_t target);

}  // namespace setlist::selection
