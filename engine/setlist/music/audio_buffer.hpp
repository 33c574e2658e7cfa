#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace setlist::music {

/// Decoded audio: float32, (channels, frames), planar, full scale is [-1, 1]. Movable; a copy
/// copies the samples.
struct AudioBuffer {
  int sample_rate = 0;  ///< Hz
  int channels = 0;
  std::int64_t frames = 0;  ///< a channel
  std::vector<float> samples;

  [[nodiscard]] std::span<const float> channel(int index) const {
    return std::span(samples).subspan(static_cast<std::size_t>(index * frames),
                                      static_cast<std::size_t>(frames));
  }
  [[nodiscard]] std::span<float> channel(int index) {
    return std::span(samples).subspan(static_cast<std::size_t>(index * frames),
                                      static_cast<std::size_t>(frames));
  }
};

/// The mean of the channels, as one channel.
[[nodiscard]] AudioBuffer mono(AudioBuffer audio);

}  // namespace setlist::music
