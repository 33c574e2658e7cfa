#pragma once

#include "setlist/formats/audio_file.hpp"
#include "setlist/music/audio_buffer.hpp"

#include <filesystem>
#include <vector>

namespace setlist::dataset {

/// Several recordings of one song played together: their sum, padded with silence to the longest,
/// divided by their number, at one sample rate (that of the request, else of the first). They must
/// agree on the number of channels, unless mono is asked.
[[nodiscard]] music::AudioBuffer read_mix(const std::vector<std::filesystem::path>& recordings,
                                          const formats::AudioRequest& request);

}  // namespace setlist::dataset
