#include "setlist/music/audio_buffer.hpp"

namespace setlist::music {

AudioBuffer mono(AudioBuffer audio) {
  if (audio.channels <= 1) return audio;
  AudioBuffer mixed{audio.sample_rate, 1, audio.frames,
                    std::vector<float>(static_cast<std::size_t>(audio.frames))};
  const auto out = mixed.channel(0);
  for (std::size_t i = 0; i < out.size(); ++i) {
    double sum = 0;
    for (int c = 0; c < audio.channels; ++c) sum += static_cast<double>(audio.channel(c)[i]);
    out[i] = static_cast<float>(sum / audio.channels);
  }
  return mixed;
}

}  // namespace setlist::music
