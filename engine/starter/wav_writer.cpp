#include "starter/wav_writer.hpp"

#include <stdexcept>

namespace setlist::starter {

Bytes write_wav(const Pcm& audio) {
  const auto data_bytes = static_cast<std::uint32_t>(audio.samples.size() * 2);
  const auto rate = static_cast<std::uint32_t>(audio.rate_hz);
  const auto frame_bytes = static_cast<std::uint32_t>(audio.channels * 2);
  Bytes out;
  out.reserve(44 + data_bytes);
  put_text(out, "RIFF");
  put_little(out, 36 + data_bytes, 4);
  put_text(out, "WAVEfmt ");
  put_little(out, 16, 4);
  put_little(out, 1, 2);
  put_little(out, static_cast<std::uint32_t>(audio.channels), 2);
  put_little(out, rate, 4);
  put_little(out, rate * frame_bytes, 4);
  put_little(out, frame_bytes, 2);
  put_little(out, 16, 2);
  put_text(out, "data");
  put_little(out, data_bytes, 4);
  for (const std::int32_t sample : audio.samples) {
    if (sample < -32768 || sample > 32767) throw std::range_error("wav: a sample would clip");
    put_little(out, static_cast<std::uint32_t>(sample), 2);
  }
  return out;
}

}  // namespace setlist::starter
