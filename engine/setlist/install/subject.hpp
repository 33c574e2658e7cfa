#pragma once

#include "setlist/catalog/catalog.hpp"

namespace setlist::install {

/// A dataset as an install needs it: its definition is read again, with its songs, and judged by
/// the published schema too. Throws DefinitionError for what cannot be installed from.
[[nodiscard]] catalog::DatasetEntry subject(const catalog::DatasetEntry& entry);

}  // namespace setlist::install
