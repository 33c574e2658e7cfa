#pragma once

#include "setlist/dataset/window.hpp"
#include "setlist/music/audio_buffer.hpp"
#include "setlist/music/pianoroll.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/numpy.h>

namespace setlist::bindings {

/// "precise_alignment" or a list of such names.
using AlignmentArgument = std::variant<std::string, std::vector<std::string>>;

[[nodiscard]] dataset::Preference preference_of(const AlignmentArgument& argument);

/// float32: (frames,) when mono was asked, else (channels, frames); with the sample rate.
[[nodiscard]] std::pair<pybind11::array, int> audio_pair(music::AudioBuffer audio, bool mono);

/// uint8, (128, columns).
[[nodiscard]] pybind11::array roll_array(music::Pianoroll roll);

}  // namespace setlist::bindings
