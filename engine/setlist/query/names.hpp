#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/columns/bitset.hpp"
#include "setlist/query/query.hpp"

namespace setlist::query {

using columns::Bitset;

/// The songs that carry an instrument, a group or a tag. A name that no song of the catalogue has
/// is an error, as for all that follow.
[[nodiscard]] Bitset with_name(const catalog::Catalog& catalog, const Term& term);
/// The songs with these instruments and no others, each as often, in any order.
[[nodiscard]] Bitset with_exact_instruments(const catalog::Catalog& catalog, const Term& term);
/// The songs of the dataset that is named, or of those whose names fit.
[[nodiscard]] Bitset with_dataset(const catalog::Catalog& catalog, const Term& term);
/// The songs under a licence: their own, else that of their dataset.
[[nodiscard]] Bitset with_license(const catalog::Catalog& catalog, const Term& term);

/// Is the dataset's name what the term asks for?
[[nodiscard]] bool is_named(const std::string& dataset, const Term& term);

}  // namespace setlist::query
