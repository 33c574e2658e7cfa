#pragma once

#include "setlist/base/progress.hpp"
#include "setlist/catalog/catalog.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace setlist::install {

/// What an installed dataset holds beside what its receipt says. Paths relative to its folder.
struct Verification {
  std::string dataset;
  std::size_t files = 0;  ///< in the receipt
  std::uint64_t bytes = 0;
  std::vector<std::string> missing;
  std::vector<std::string> changed;  ///< another size or digest, or no plain file any more
  std::vector<std::string> unknown;  ///< not in the receipt; nothing is wrong with the dataset

  [[nodiscard]] bool is_sound() const { return missing.empty() && changed.empty(); }
};

/// Reads every file of a dataset again, on all cores, and compares it with the receipt. A dataset
/// that is not installed is a NotInstalledError.
[[nodiscard]] Verification verify(const catalog::DatasetEntry& entry,
                                  const base::ProgressCallback& progress = {});

}  // namespace setlist::install
