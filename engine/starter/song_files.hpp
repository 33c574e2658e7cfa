#pragma once

#include "starter/bytes.hpp"
#include "starter/tune.hpp"

#include <vector>

namespace setlist::starter {

/// Everything the archive holds of one tune: its recording (each sample the sum of the sources'
/// samples divided by their number, rounded toward minus infinity), the sources, performance.mid
/// and score.mid.
[[nodiscard]] std::vector<File> song_files(const Tune& tune);

}  // namespace setlist::starter
