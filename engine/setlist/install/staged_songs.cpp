#include "setlist/install/staged_songs.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/dataset_tables.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_in(const fs::path& stage) {
  std::vector<std::string> files;
  for (const auto& file : fs::recursive_directory_iterator(stage)) {
    if (file.is_regular_file()) {
      files.push_back(file.path().lexically_relative(stage).generic_string());
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::vector<definition::SongEntry> staged_songs(const definition::Definition& definition,
                                                const fs::path& stage) {
  definition::DatasetTables tables(definition, stage, files_in(stage));
  std::vector<definition::SongEntry> songs;
  base::Diagnostics diagnostics;
  const auto expansion = tables.expand(
      [&](definition::SongEntry&& song) { songs.push_back(std::move(song)); }, diagnostics);
  if (base::has_faults(diagnostics)) {
    std::vector<std::string> lines;
    for (const auto& diagnostic : diagnostics) lines.push_back(base::to_text(diagnostic));
    throw base::DefinitionError(
        fmt::format("installing {}: its index rule does not fit its data: {}", definition.name,
                    base::joined(lines, "; ")));
  }
  if (!expansion.expanded) {
    throw base::DefinitionError(fmt::format(
        "installing {}: a table of its index rule is not among its files", definition.name));
  }
  return songs;
}

}  // namespace setlist::install
