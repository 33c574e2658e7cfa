#pragma once

#include <cstddef>
#include <vector>

namespace setlist::selection {

/// Which of some sizes, in their order, add up as near to `target` as any choice of them does; of
/// two sums equally near the smaller. The first that can serve are taken. Sizes are above 0, the
/// target is not below it.
[[nodiscard]] std::vector<bool> nearest_subset(const std::vector<std::size_t>& sizes,
                                               double target);

}  // namespace setlist::selection
