#pragma once

#include "setlist/catalog/catalog_record.hpp"
#include "setlist/catalog/configuration.hpp"
#include "setlist/columns/image.hpp"

namespace setlist::catalog {

/// Reads every definition that a configuration names, expands index rules, joins measured facts.
/// The image holds the songs and a CatalogRecord.
[[nodiscard]] columns::Image open_definitions(const Configuration& configuration);

}  // namespace setlist::catalog
