#pragma once

#include "setlist/base/diagnostics.hpp"

#include <filesystem>
#include <string_view>

namespace setlist::catalog {

/// Throws one DefinitionError that names every fault, each with its line in `text`; nothing where
/// there is none. `doing` begins the sentence.
void throw_faults(base::Diagnostics faults, std::string_view doing,
                  const std::filesystem::path& file, std::string_view text);

}  // namespace setlist::catalog
