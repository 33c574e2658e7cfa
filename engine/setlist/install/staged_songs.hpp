#pragma once

#include "setlist/definition/definition.hpp"

#include <filesystem>
#include <vector>

namespace setlist::install {

/// The songs that the index rule of a definition finds among the staged files. Throws
/// DefinitionError where the rule does not fit the data.
[[nodiscard]] std::vector<definition::SongEntry> staged_songs(
    const definition::Definition& definition, const std::filesystem::path& stage);

}  // namespace setlist::install
