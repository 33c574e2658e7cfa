#pragma once

#include <filesystem>
#include <optional>

#include "setlist/base/diagnostics.hpp"
#include "setlist/catalog/definition.hpp"

namespace setlist::catalog {

struct DefinitionReading {
  std::optional<Definition> definition;  ///< absent when there is a fault
  base::Diagnostics diagnostics;         ///< every fault and warning, each with its place
};

/// Reads and checks one definition; never throws for what the file holds.
[[nodiscard]] DefinitionReading read_definition(const std::filesystem::path& file);

}  // namespace setlist::catalog
