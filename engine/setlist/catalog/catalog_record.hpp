#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/catalog/catalog.hpp"
#include "setlist/catalog/catalog_input.hpp"
#include "setlist/catalog/configuration.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace setlist::catalog {

/// All that a catalogue's image holds besides its songs.
struct CatalogRecord {
  Configuration configuration;
  std::int64_t looked_ns = 0;  ///< when the inputs were looked at
  std::vector<CatalogInput> inputs;
  base::Diagnostics diagnostics;
  std::vector<DatasetEntry> datasets;  ///< in canonical order, their definitions without songs
};

/// Sorts datasets by name and gives each the place of its songs, one dataset after the other.
void arrange(std::vector<DatasetEntry>& datasets);

[[nodiscard]] std::vector<std::byte> to_bytes(CatalogRecord record);

/// Nothing when the bytes are not those of a record made by this version of setlist.
[[nodiscard]] std::optional<CatalogRecord> record_of(std::span<const std::byte> bytes);

}  // namespace setlist::catalog
