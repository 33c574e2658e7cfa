#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/columns/bitset.hpp"
#include "setlist/query/query.hpp"

namespace setlist::query {

using columns::Bitset;

/// The songs whose year, duration, ... is known and in the term's interval.
[[nodiscard]] Bitset with_number(const catalog::Catalog& catalog, const Term& term);
/// The songs of which a number is known.
[[nodiscard]] Bitset with_known_number(const catalog::Catalog& catalog, Field field);

}  // namespace setlist::query
