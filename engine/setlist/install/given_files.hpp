#pragma once

#include "setlist/definition/definition.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace setlist::install {

/// Which of the user's own files in a folder are resources of a definition, by the resource's id:
/// the file of the name that a URL ends in; else, of what is fetched by hand, one whose digest is
/// the resource's, or whose name without extension is its id. Only digests of files of the right
/// size are computed. A folder that is not there is a UsageError.
[[nodiscard]] std::map<std::string, std::filesystem::path> given_files(
    const definition::Definition& definition, const std::filesystem::path& folder);

/// The name that a URL ends in, as it is written there.
[[nodiscard]] std::string file_name(const std::string& url);

}  // namespace setlist::install
