#pragma once

#include "setlist/base/json.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace setlist::definition {

/// A definition of ASMD's dialect, written again as ours.
struct AsmdImport {
  base::Json definition;  ///< of format 1
  std::vector<std::string>
      notes;  ///< what could not be taken over and what to look at, a line each
};

/// Songs keep their ids and their order. Commands are kept as notes and never become steps that
/// run; converters without a counterpart are kept as notes too. Throws DefinitionError for a file
/// that is no sound definition of ASMD's dialect.
[[nodiscard]] AsmdImport import_asmd(const std::filesystem::path& file);

}  // namespace setlist::definition
