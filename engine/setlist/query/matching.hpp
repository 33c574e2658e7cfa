#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/columns/bitset.hpp"
#include "setlist/query/query.hpp"

#include <optional>
#include <string>
#include <vector>

namespace setlist::query {

using columns::Bitset;

/// The songs that satisfy the query. A name that the whole catalogue does not know is a UsageError
/// with a suggestion.
[[nodiscard]] Bitset matching(const catalog::Catalog& catalog, const Query& query);

/// What a person should know beside the answer to a query.
struct Remarks {
  /// A sentence for each dataset that was not searched because its songs are not known yet.
  std::vector<std::string> not_searched;
  /// A sentence for each number that was not known of songs which are left out for it alone.
  std::vector<std::string> left_out;
};
/// About asking `query` of the songs `among`.
[[nodiscard]] Remarks remarks_on(const catalog::Catalog& catalog, const Bitset& among,
                                 const Query& query);

/// The datasets that a term of the query names and does not deny; names with wildcards do not.
[[nodiscard]] std::vector<std::string> datasets_named(const catalog::Catalog& catalog,
                                                      const Query& query);

/// How many songs a part of a query keeps.
struct Kept {
  std::string part;          ///< as it can be written
  std::size_t depth = 0;     ///< of the part in the tree; 0 are the parts that must all hold
  std::size_t alone = 0;     ///< of the songs asked, those that satisfy this part
  std::size_t together = 0;  ///< those that satisfy this part and all before it; of depth 0
};
[[nodiscard]] std::vector<Kept> explained(const catalog::Catalog& catalog, const Bitset& among,
                                          const Query& query);

}  // namespace setlist::query
