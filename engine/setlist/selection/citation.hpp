#pragma once

#include "setlist/selection/selection.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace setlist::selection {

/// BibTeX of exactly the datasets that the songs are from, in their order, each entry once. Two
/// different entries under one key get different keys. A dataset that states no citation is named
/// in a comment, one whose citation is plain text gets an entry @misc.
[[nodiscard]] std::string bibtex(const Selection& songs);

/// One licence and what it covers of a selection.
struct LicenseUse {
  std::string id;   ///< "" when neither song nor dataset states one
  std::string url;  ///< "" when it is not stated
  std::size_t songs = 0;
  std::vector<std::string> datasets;
};
/// The licences of exactly these songs: the song's own, else its dataset's; by id, unknown last.
[[nodiscard]] std::vector<LicenseUse> licenses(const Selection& songs);

}  // namespace setlist::selection
