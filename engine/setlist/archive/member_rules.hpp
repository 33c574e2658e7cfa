#pragma once

#include "setlist/archive/input_file.hpp"
#include "setlist/archive/unpack.hpp"
#include "setlist/archive/zip_directory.hpp"

#include <cstdint>
#include <vector>

namespace setlist::archive {

/// What becomes of a member. A folder is made when a file lies in it, not for its own entry.
enum class Fate : std::uint8_t { kSkipped, kFolder, kFile };

/// One fate per entry, decided before a byte is written; throws on anything unsafe, encrypted,
/// colliding or too large.
[[nodiscard]] std::vector<Fate> judge_members(const InputFile& file,
                                              const std::vector<ZipEntry>& entries,
                                              const UnpackLimits& limits);

}  // namespace setlist::archive
