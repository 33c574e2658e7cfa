#pragma once

#include "setlist/catalog/catalog.hpp"

#include <memory>
#include <string>
#include <vector>

namespace setlist::catalog {

/// Two catalogues as one, in which their songs meet by id. Immutable; safe from many threads.
struct Meeting {
  /// The songs of both; where both know an id, the left one's. Null when the left one knows all.
  std::shared_ptr<const Catalog> catalog;
  std::vector<SongNumber> left;   ///< the number in `catalog` of each song of the left one
  std::vector<SongNumber> right;  ///< and of the right one; numbers of the left when that is all
  /// A sentence for each dataset whose songs both know from different definitions.
  std::vector<std::string> differences;
};

/// Made once for a pair, and kept as long as both catalogues live.
[[nodiscard]] std::shared_ptr<const Meeting> meeting(const std::shared_ptr<const Catalog>& left,
                                                     const std::shared_ptr<const Catalog>& right);

}  // namespace setlist::catalog
