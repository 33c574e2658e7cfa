#pragma once

#include "setlist/convert/converter.hpp"

#include <vector>

namespace setlist::convert {

/// Options: "alignment" (default "precise_alignment"); "split": "all" (default: every note of the
/// file belongs to each annotation) or "tracks" (track k of the file, conductor's track not
/// counted, is annotation k; resting tracks count; another number of tracks is a FormatError).
[[nodiscard]] std::vector<music::Annotation> from_midi(const ConversionRequest& request);

}  // namespace setlist::convert
