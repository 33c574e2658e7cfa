#pragma once

#include <filesystem>

namespace setlist::base {

/// The folder that holds the packaged `definitions/`, `schemas/` and `datasets.json`:
/// $SETLIST_DATA, else `share/setlist` beside or above the program or module that contains this
/// library, else the prefix it was configured for. Never the source tree.
[[nodiscard]] std::filesystem::path data_folder();

/// The program or module that contains this library; empty when it cannot be told.
[[nodiscard]] std::filesystem::path own_binary();

}  // namespace setlist::base
