#pragma once

#include "setlist/formats/audio_header.hpp"

namespace setlist::formats {

/// The header of a wav file: RIFF, RIFX (big-endian) or RF64 (beyond 4 GB).
[[nodiscard]] AudioHeader read_riff_header(const MediaFile& file);

}  // namespace setlist::formats
