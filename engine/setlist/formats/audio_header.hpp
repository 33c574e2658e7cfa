#pragma once

#include "setlist/formats/media_file.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace setlist::formats {

inline constexpr int kMinSampleRate = 1000;  ///< Hz
inline constexpr int kMaxSampleRate = 768'000;
inline constexpr int kMaxChannels = 64;

/// What the header of a recording says, each part checked against the size of the file.
struct AudioHeader {
  std::string format;  ///< "wav", "flac", "aiff", "au"
  int sample_rate = 0;
  int channels = 0;
  std::optional<std::int64_t> frames;  ///< absent where a stream was written without its length
};

/// Recognises the content and checks its header before any decoder sees it. A kind that is not
/// read, a value out of range or more sound claimed than there is: FormatError.
[[nodiscard]] AudioHeader read_audio_header(const MediaFile& file);

}  // namespace setlist::formats
