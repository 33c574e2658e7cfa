#pragma once

#include "setlist/music/audio_buffer.hpp"
#include "setlist/music/time.hpp"

#include <cstdint>

namespace setlist::formats {

/// Frames after resampling a whole: floor(frames * to / from + 0.5).
[[nodiscard]] std::int64_t resampled_frames(std::int64_t frames, int from, int to);

/// Which input frames are needed for the output frames [wanted.start, wanted.stop) of a recording
/// resampled as a whole: with context each side, starting where both clocks meet. Never reaches
/// before 0, where the recording starts, but may reach behind the end, where it is silent.
[[nodiscard]] music::FrameSpan input_span(music::FrameSpan wanted, int from, int to);

/// The output frames `wanted`, from an input that is input_span(wanted); differs from that slice of
/// the resampled whole by at most 2e-6. Before 0 there is silence; behind the end the filter rings.
[[nodiscard]] music::AudioBuffer resample(const music::AudioBuffer& input, music::FrameSpan wanted,
                                          int to);

}  // namespace setlist::formats
