#pragma once

#include <cmath>
#include <cstdint>

namespace setlist::music {

/// Which sample a time falls on: floor(t * rate + 0.5).
[[nodiscard]] inline std::int64_t frame_at(double seconds, double sample_rate) {
  return static_cast<std::int64_t>(std::floor(seconds * sample_rate + 0.5));
}

/// Which pianoroll column a time falls in: floor(t / resolution), safe against binary rounding
/// (0.29 / 0.01 is column 29).
[[nodiscard]] inline std::int64_t column_at(double seconds, double resolution) {
  return static_cast<std::int64_t>(std::floor(seconds / resolution + 1e-9));
}

/// Half-open span of frames [start, stop).
struct FrameSpan {
  std::int64_t start = 0;
  std::int64_t stop = 0;
  [[nodiscard]] std::int64_t count() const { return stop - start; }
};

/// The frames of a window: its length depends on the duration alone, not on where it starts.
[[nodiscard]] inline FrameSpan frame_span(double start_seconds, double duration_seconds,
                                          double sample_rate) {
  const std::int64_t start = frame_at(start_seconds, sample_rate);
  return {start, start + frame_at(duration_seconds, sample_rate)};
}

}  // namespace setlist::music
