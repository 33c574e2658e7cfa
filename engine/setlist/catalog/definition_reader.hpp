#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/catalog/definition.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace setlist::catalog {

struct DefinitionReading {
  std::optional<Definition> definition;  ///< absent when there is a fault
  base::Diagnostics diagnostics;         ///< every fault and warning, each with its place
};

/// Reads and checks one definition; never throws for what the file holds.
[[nodiscard]] DefinitionReading read_definition(const std::filesystem::path& file);

/// As above, of a text; `file` stands for it in messages and in the definition.
[[nodiscard]] DefinitionReading parse_definition(std::string_view text,
                                                 const std::filesystem::path& file);

}  // namespace setlist::catalog
