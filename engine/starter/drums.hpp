#pragma once

#include <cstdint>
#include <span>

namespace setlist::starter {

/// Adds one stroke of the General MIDI drum `key` from frame `start` on; it rings as long as it
/// rings, whatever the length of its note. Throws std::invalid_argument on an unknown key.
void add_stroke(std::span<std::int32_t> out, std::int64_t start, int key, int velocity,
                int rate_hz);

}  // namespace setlist::starter
