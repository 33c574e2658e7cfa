#pragma once

#include "starter/bytes.hpp"

#include <cstdint>
#include <vector>

namespace setlist::starter {

/// Samples of all channels, interleaved: shape (frames, channels), in the range of 16 bits.
struct Pcm {
  int rate_hz = 0;
  int channels = 1;
  std::vector<std::int32_t> samples;
};

/// A RIFF file of 16-bit PCM. Throws std::range_error rather than clip a sample.
[[nodiscard]] Bytes write_wav(const Pcm& audio);

}  // namespace setlist::starter
