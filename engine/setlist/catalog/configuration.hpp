#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace setlist::catalog {

/// What datasets.json says: where data lies and where definitions are. All paths absolute. In the
/// file, the folder "official" stands for the packaged definitions; so does leaving folders out.
struct Configuration {
  std::filesystem::path file;                       ///< where it was read from
  std::filesystem::path install_dir;                ///< datasets are published here
  std::vector<std::filesystem::path> definitions;   ///< folders, in order
  std::optional<std::filesystem::path> vocabulary;  ///< a file of the user's own words
};

/// What a caller may state instead of the file.
struct Overrides {
  std::optional<std::filesystem::path> config;
  std::vector<std::filesystem::path> definitions;  ///< when not empty, replaces the configured ones
  std::optional<std::filesystem::path> install_dir;
};

/// Reads the configuration: the override, $SETLIST_CONFIG, ./datasets.json,
/// ~/.config/setlist/datasets.json, the packaged default; the first that exists. Every fault in it
/// is in the sentence of one DefinitionError.
[[nodiscard]] Configuration read_configuration(const Overrides& overrides = {});

/// The folder of the definitions that come with setlist.
[[nodiscard]] std::filesystem::path official_definitions();

}  // namespace setlist::catalog
