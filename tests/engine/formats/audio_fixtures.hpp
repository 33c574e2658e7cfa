#pragma once

#include "setlist/base/files.hpp"
#include "setlist/music/audio_buffer.hpp"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <sndfile.h>
#include <soxr.h>

namespace setlist::testing {

class Folder {
 public:
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return m_folder.path() / name;
  }

 private:
  base::TemporaryFolder m_folder{std::filesystem::temp_directory_path(), "setlist-audio"};
};

/// Full-scale white noise, planar: the hardest signal for a resampler.
inline music::AudioBuffer noise(int rate, int channels, std::int64_t frames, unsigned seed = 1) {
  music::AudioBuffer audio{rate, channels, frames, {}};
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> uniform(-1.0F, 1.0F);
  audio.samples.resize(static_cast<std::size_t>(channels * frames));
  for (float& sample : audio.samples) sample = uniform(random);
  return audio;
}

inline void write_audio(const std::filesystem::path& path, int format,
                        const music::AudioBuffer& audio) {
  SF_INFO info{};
  info.samplerate = audio.sample_rate;
  info.channels = audio.channels;
  info.format = format;
  SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
  if (file == nullptr) throw std::runtime_error(sf_strerror(nullptr));
  sf_command(file, SFC_SET_CLIPPING, nullptr, SF_TRUE);
  std::vector<float> interleaved;
  for (std::int64_t i = 0; i < audio.frames; ++i) {
    for (int c = 0; c < audio.channels; ++c) {
      interleaved.push_back(audio.channel(c)[static_cast<std::size_t>(i)]);
    }
  }
  sf_writef_float(file, interleaved.data(), audio.frames);
  sf_close(file);
}

/// The whole, by one read of libsndfile: what windows are compared with.
inline music::AudioBuffer whole_of(const std::filesystem::path& path) {
  SF_INFO info{};
  SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
  if (file == nullptr) throw std::runtime_error(sf_strerror(nullptr));
  std::vector<float> interleaved(static_cast<std::size_t>(info.frames * info.channels));
  if (sf_readf_float(file, interleaved.data(), info.frames) != info.frames) {
    throw std::runtime_error("short read");
  }
  sf_close(file);
  music::AudioBuffer audio{info.samplerate, info.channels, info.frames, interleaved};
  for (int c = 0; c < info.channels; ++c) {
    for (std::int64_t i = 0; i < info.frames; ++i) {
      audio.channel(c)[static_cast<std::size_t>(i)] =
          interleaved[static_cast<std::size_t>(i * info.channels + c)];
    }
  }
  return audio;
}

/// The whole at another rate, by one call of libsoxr for each channel.
inline music::AudioBuffer resampled_whole(const music::AudioBuffer& audio, int to,
                                          unsigned long flags = 0) {
  const auto frames = static_cast<std::int64_t>(
      std::floor(static_cast<double>(audio.frames) * to / audio.sample_rate + 0.5));
  music::AudioBuffer out{to, audio.channels, frames, {}};
  out.samples.resize(static_cast<std::size_t>(audio.channels * frames));
  const auto quality = soxr_quality_spec(SOXR_HQ, flags);
  for (int c = 0; c < audio.channels; ++c) {
    std::size_t made = 0;
    soxr_oneshot(audio.sample_rate, to, 1, audio.channel(c).data(), audio.channel(c).size(),
                 nullptr, out.channel(c).data(), out.channel(c).size(), &made, nullptr, &quality,
                 nullptr);
    if (made != out.channel(c).size()) throw std::runtime_error("soxr made fewer frames");
  }
  return out;
}

/// The frames [start, start + count) of `whole`, with silence outside it.
inline music::AudioBuffer slice(const music::AudioBuffer& whole, std::int64_t start,
                                std::int64_t count) {
  music::AudioBuffer out{whole.sample_rate, whole.channels, count, {}};
  out.samples.resize(static_cast<std::size_t>(whole.channels * count));
  for (int c = 0; c < whole.channels; ++c) {
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t from = start + i;
      if (from < 0 || from >= whole.frames) continue;
      out.channel(c)[static_cast<std::size_t>(i)] =
          whole.channel(c)[static_cast<std::size_t>(from)];
    }
  }
  return out;
}

/// The largest difference; infinite where the shapes differ.
inline double difference(const music::AudioBuffer& a, const music::AudioBuffer& b) {
  if (a.sample_rate != b.sample_rate || a.channels != b.channels || a.frames != b.frames ||
      a.samples.size() != b.samples.size()) {
    return INFINITY;
  }
  double worst = 0;
  for (std::size_t i = 0; i < a.samples.size(); ++i) {
    const double apart = std::fabs(static_cast<double>(a.samples[i]) - b.samples[i]);
    if (!(apart <= worst)) worst = std::isnan(apart) ? INFINITY : apart;
  }
  return worst;
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string read_bytes(const std::filesystem::path& path) { return base::read_file(path); }

inline std::string number(std::uint64_t value, int width, bool big = false) {
  std::string bytes;
  for (int i = 0; i < width; ++i) {
    bytes += static_cast<char>(value >> (8 * (big ? width - 1 - i : i)) & 0xFFU);
  }
  return bytes;
}

/// A wav file whose every header field can lie.
struct Wav {
  std::uint64_t tag = 1, channels = 1, rate = 8000, block_align = 2, bits = 16;
  std::uint64_t data_claim = 2000;
  std::uint64_t riff_claim = 2036;
  std::string sound = std::string(2000, '\x11');
  std::string before_data = {};

  [[nodiscard]] std::string bytes() const {
    return "RIFF" + number(riff_claim, 4) + "WAVEfmt " + number(16, 4) + number(tag, 2) +
           number(channels, 2) + number(rate, 4) + number(rate * block_align, 4) +
           number(block_align, 2) + number(bits, 2) + before_data + "data" + number(data_claim, 4) +
           sound;
  }
};

/// What reading throws, or "no error".
template <typename Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace setlist::testing
