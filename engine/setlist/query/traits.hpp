#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/columns/bitset.hpp"
#include "setlist/query/query.hpp"

#include <map>
#include <string>

namespace setlist::query {

using columns::Bitset;

/// The songs of which it is true or false that they have more than one distinct instrument: as the
/// song states, else by its instruments, else as its dataset states.
[[nodiscard]] Bitset with_ensemble(const catalog::Catalog& catalog, const Term& term);
/// The songs of datasets that are, or are not, on disk.
[[nodiscard]] Bitset with_installed(const catalog::Catalog& catalog, const Term& term);
/// The songs of which one group grades every type within its interval. A type that no annotation
/// has is an error, as in with_presence.
[[nodiscard]] Bitset with_levels(const catalog::Catalog& catalog, const Term& term);
/// The songs that have an annotation at a level, or "audio", "sources", "text" or "features".
[[nodiscard]] Bitset with_presence(const catalog::Catalog& catalog, const Term& term);

}  // namespace setlist::query
