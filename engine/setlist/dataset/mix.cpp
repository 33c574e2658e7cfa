#include "setlist/dataset/mix.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::dataset {

music::AudioBuffer read_mix(const std::vector<std::filesystem::path>& recordings,
                            const formats::AudioRequest& request) {
  music::AudioBuffer mix = formats::read_audio(recordings.front(), request);
  if (recordings.size() == 1) return mix;
  formats::AudioRequest same_rate = request;
  same_rate.sample_rate = mix.sample_rate;
  std::vector<music::AudioBuffer> parts{std::move(mix)};
  std::int64_t frames = parts.front().frames;
  for (std::size_t r = 1; r < recordings.size(); ++r) {
    parts.push_back(formats::read_audio(recordings[r], same_rate));
    frames = std::max(frames, parts.back().frames);
    if (parts.back().channels != parts.front().channels) {
      throw base::FormatError(
          fmt::format("mixing '{}': it has {} channels, the first recording has {}; ask for mono",
                      base::printable(recordings[r].string()), parts.back().channels,
                      parts.front().channels),
          {.path = recordings[r].string(), .url = {}, .pointer = {}});
    }
  }
  music::AudioBuffer sum{parts.front().sample_rate, parts.front().channels, frames,
                         std::vector<float>(static_cast<std::size_t>(parts.front().channels) *
                                            static_cast<std::size_t>(frames))};
  const float share = 1.0F / static_cast<float>(parts.size());
  for (const auto& part : parts) {
    for (int c = 0; c < sum.channels; ++c) {
      const auto out = sum.channel(c);
      const auto in = part.channel(c);
      for (std::size_t i = 0; i < in.size(); ++i) out[i] += in[i] * share;
    }
  }
  return sum;
}

}  // namespace setlist::dataset
