#pragma once

#include "setlist/dataset/song.hpp"

#include <string>

namespace setlist::cli {

/// A song's pianoroll in characters, high notes on top, with a time axis; two pitches a line.
/// Empty when the song has no notes.
[[nodiscard]] std::string pianoroll_text(const dataset::Song& song, int width = 72);

}  // namespace setlist::cli
