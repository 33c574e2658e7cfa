#pragma once

#include "setlist/formats/audio_header.hpp"

namespace setlist::formats {

/// The header of an AIFF or uncompressed AIFF-C file.
[[nodiscard]] AudioHeader read_aiff_header(const MediaFile& file);

}  // namespace setlist::formats
