#pragma once

#include "setlist/music/audio_buffer.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace setlist::formats {

/// What the header of an audio file says.
struct AudioInfo {
  std::string format;   ///< "wav", "flac", "aiff", "au"
  int sample_rate = 0;  ///< Hz
  int channels = 0;
  std::int64_t frames = 0;  ///< a channel, as stated by the header and checked against the size
  [[nodiscard]] double duration_seconds() const {
    return static_cast<double>(frames) / sample_rate;
  }
};

struct AudioRequest {
  std::optional<int> sample_rate = std::nullopt;  ///< Hz; absent means the file's own
  double start = 0;                               ///< seconds; may lie before 0 or behind the end
  std::optional<double> duration = std::nullopt;  ///< seconds; absent means to the end
  bool mono = false;                              ///< the mean of the channels
};

[[nodiscard]] AudioInfo audio_info(const std::filesystem::path& path);

/// Decodes only what is asked, and equals that slice of the whole. A stated duration always gives
/// floor(duration * rate + 0.5) frames: what lies outside the recording is silence.
/// The content decides the format, not the name. Damage is a FormatError.
[[nodiscard]] music::AudioBuffer read_audio(const std::filesystem::path& path,
                                            const AudioRequest& request = {});

}  // namespace setlist::formats
