#pragma once

#include "setlist/selection/facet.hpp"
#include "setlist/selection/split_groups.hpp"

#include <vector>

namespace setlist::selection {

/// The side of each group such that the sides have their fractions of all songs and of the songs of
/// each value, about as near as whole groups allow. Songs without a value count as one value.
[[nodiscard]] std::vector<std::size_t> stratified_sides(const std::vector<SongGroup>& groups,
                                                        const std::vector<double>& fractions,
                                                        const Facet& values);

}  // namespace setlist::selection
