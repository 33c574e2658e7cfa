#pragma once

#include "setlist/base/digest.hpp"

#include <filesystem>
#include <string>

namespace setlist::install {

/// Where setlist keeps its own things below an install folder.
struct Layout {
  std::filesystem::path install_dir;

  [[nodiscard]] std::filesystem::path own() const { return install_dir / ".setlist"; }
  /// Downloads in progress; one name an attempt.
  [[nodiscard]] std::filesystem::path parts() const { return own() / "part"; }
  /// What was fetched of files that are not whole yet; the next run goes on with them.
  [[nodiscard]] std::filesystem::path unfinished() const { return own() / "unfinished"; }
  /// Verified archives, by the digest that verified them.
  [[nodiscard]] std::filesystem::path blob(const base::Digest& digest) const {
    return own() / "blob" / digest.algorithm / digest.hex;
  }
  /// Datasets in the making; on the same file system as what is published.
  [[nodiscard]] std::filesystem::path stages() const { return own() / "stage"; }
};

}  // namespace setlist::install
