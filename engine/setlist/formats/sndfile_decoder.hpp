#pragma once

#include "setlist/formats/audio_file.hpp"
#include "setlist/music/audio_buffer.hpp"
#include "setlist/music/time.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace setlist::formats {

/// One recording, open for decoding. One thread at a time.
class SndfileDecoder {
 public:
  explicit SndfileDecoder(const std::filesystem::path& path);
  ~SndfileDecoder();
  SndfileDecoder(const SndfileDecoder&) = delete;
  SndfileDecoder& operator=(const SndfileDecoder&) = delete;

  [[nodiscard]] const AudioInfo& info() const;

  /// Makes sure that memory may be allocated by `info().frames`: where the file is too small for
  /// that to be credible, decodes it once and compares.
  void confirm_length();

  /// Decodes `span`, which lies inside the recording, into `out` from frame `at` on. An `out` of
  /// one channel gets the mean of the channels.
  void decode(music::FrameSpan span, music::AudioBuffer& out, std::int64_t at);

 private:
  // libsndfile keeps the address of its byte source.
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace setlist::formats
