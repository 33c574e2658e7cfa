#pragma once

#include <filesystem>
#include <vector>

namespace setlist::definition {

/// The definitions of a folder, sorted by name. A folder that is not there is a UsageError.
[[nodiscard]] std::vector<std::filesystem::path> definition_files(
    const std::filesystem::path& folder);

}  // namespace setlist::definition
