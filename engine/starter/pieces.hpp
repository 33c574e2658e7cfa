#pragma once

#include "starter/tune.hpp"

#include <vector>

namespace setlist::starter {

[[nodiscard]] std::vector<Tune> piano_tunes();
[[nodiscard]] std::vector<Tune> ensemble_tunes();
[[nodiscard]] std::vector<Tune> exercises();

/// The whole dataset. Titles, composers, groups and the like are in its definition.
[[nodiscard]] std::vector<Tune> all_tunes();

}  // namespace setlist::starter
