#pragma once

#include "starter/performance.hpp"
#include "starter/tune.hpp"

#include <cstdint>
#include <vector>

namespace setlist::starter {

/// What one player of a track sounds like: one channel, as long as the tune, not yet limited to
/// 16 bits. A resting player is silent. Every note begins at Clock::frame_at of its start.
[[nodiscard]] std::vector<std::int32_t> synthesize(const Tune& tune, const Track& track,
                                                   const Player& player);

}  // namespace setlist::starter
