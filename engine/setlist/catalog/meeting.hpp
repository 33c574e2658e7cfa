#pragma once

#include "setlist/catalog/catalog.hpp"

#include <memory>
#include <string>
#include <vector>

namespace setlist::catalog {

/// Two catalogues as one, in which their songs meet by id. Immutable; safe from many threads.
struct Meeting {
  /// Which catalogue knows the songs of both. Where both know an id, the left one's is taken.
  enum class Place { kLeft, kRight, kNew };
  Place place = Place::kNew;
  std::shared_ptr<const Catalog> made;  ///< of kNew
  std::vector<SongNumber> left;   ///< the number there of each song of the left one; kLeft: empty
  std::vector<SongNumber> right;  ///< and of the right one; kRight: empty
  /// A sentence for each dataset whose songs both know from different definitions.
  std::vector<std::string> differences;
};

/// Made once for a pair, and kept as long as both catalogues live.
[[nodiscard]] std::shared_ptr<const Meeting> meeting(const std::shared_ptr<const Catalog>& left,
                                                     const std::shared_ptr<const Catalog>& right);

}  // namespace setlist::catalog
