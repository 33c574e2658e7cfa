#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/columns/bitset.hpp"

#include <map>
#include <string>
#include <vector>

namespace setlist::catalog {

using columns::Bitset;

/// The songs with these instruments and no others, each as often, in any order.
[[nodiscard]] Bitset with_exact_instruments(const Catalog& catalog,
                                            const std::vector<std::string>& names);
/// The songs of which it is "true" or "false" that they have more than one distinct instrument: as
/// the song states, else by its instruments, else as its dataset states.
[[nodiscard]] Bitset with_ensemble(const Catalog& catalog, const std::string& value);
/// The songs of which one group grades every type at exactly its level; -1 is any level but 0.
[[nodiscard]] Bitset with_levels(const Catalog& catalog, const std::map<std::string, int>& levels);
/// The songs that have an annotation at any level but 0, or "audio", "sources" or "text".
[[nodiscard]] Bitset with_presence(const Catalog& catalog, const std::string& what);

}  // namespace setlist::catalog
