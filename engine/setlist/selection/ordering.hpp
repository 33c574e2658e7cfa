#pragma once

#include "setlist/selection/selection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace setlist::selection {

/// The same songs ordered by fields, the first one first; equal ones stay in order. A song of which
/// a field is not known comes last. The fields are those of `facet`.
[[nodiscard]] Selection sorted(const Selection& songs, const std::vector<std::string>& by,
                               bool descending = false);

/// `n` songs by chance, in the order of `songs`. The seed decides, song by song: the same in every
/// collection that has the songs. More than there are is a UsageError.
[[nodiscard]] Selection sampled(const Selection& songs, std::size_t n, std::uint64_t seed);

}  // namespace setlist::selection
