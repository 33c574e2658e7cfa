#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/definition/definition.hpp"
#include "setlist/definition/index_expansion.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace setlist::definition {

struct DefinitionReading {
  std::optional<Definition> definition;  ///< absent when there is a fault
  base::Diagnostics diagnostics;         ///< every fault and warning, each with its place
};

/// Reads and checks one definition of either dialect; never throws for what the file holds. Listed
/// songs stand in the definition.
[[nodiscard]] DefinitionReading read_definition(const std::filesystem::path& file);

/// As above, but listed songs go to `sink`; see parse_definition.
[[nodiscard]] DefinitionReading read_definition(const std::filesystem::path& file,
                                                const SongSink& sink);

/// As above, of a text; `file` stands for it in messages and in the definition.
[[nodiscard]] DefinitionReading parse_definition(std::string_view text,
                                                 const std::filesystem::path& file);

/// As above, but listed songs go to `sink` one by one, with memory bounded by one of them. When a
/// fault is found, songs may have been handed over before.
[[nodiscard]] DefinitionReading parse_definition(std::string_view text,
                                                 const std::filesystem::path& file,
                                                 const SongSink& sink);

}  // namespace setlist::definition
