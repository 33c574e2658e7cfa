#pragma once

#include <filesystem>
#include <string>

namespace setlist::install {

/// The prefix of this process's working folders: the dataset, this machine, this process. So the
/// next run can tell what a killed one left from what another one uses.
[[nodiscard]] std::string working_prefix(const std::string& dataset);

/// Removes the working folders in `folder` that a process of this machine made for the dataset and
/// that is no longer alive. Those of other machines on a shared disk are theirs.
void remove_abandoned(const std::filesystem::path& folder, const std::string& dataset);

}  // namespace setlist::install
