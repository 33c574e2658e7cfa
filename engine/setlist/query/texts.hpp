#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/columns/bitset.hpp"
#include "setlist/query/query.hpp"

#include <string>
#include <string_view>

namespace setlist::query {

using columns::Bitset;

/// The songs whose composer, title, ... a term asks for. What no song of the catalogue has is an
/// error, as for all that follow.
[[nodiscard]] Bitset with_text(const catalog::Catalog& catalog, const Term& term);
/// The songs in whose composer, title and artist together every word stands.
[[nodiscard]] Bitset with_any_text(const catalog::Catalog& catalog, const Term& term);
/// The song, or the songs, whose id the term asks for.
[[nodiscard]] Bitset with_id(const catalog::Catalog& catalog, const Term& term);

/// Is it the same text, however its characters are composed?
[[nodiscard]] bool is_same_text(std::string_view a, std::string_view b);

}  // namespace setlist::query
