#pragma once

#include "starter/bytes.hpp"

#include <vector>

namespace setlist::starter {

/// A ZIP archive of regular files (0644), sorted by path and dated 1980-01-01. Members are stored:
/// compressors differ between versions of a library, and the digest of the archive must not.
[[nodiscard]] Bytes write_zip(std::vector<File> files);

}  // namespace setlist::starter
