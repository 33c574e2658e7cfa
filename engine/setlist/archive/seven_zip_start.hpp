#pragma once

#include "setlist/archive/input_file.hpp"

#include <cstdint>

namespace setlist::archive {

/// Holds what a 7z archive says of its directory against the file, before libarchive reads it whole
/// into memory: it is the last thing in the file, and unpacked not larger than so many members
/// need.
void check_seven_zip_start(const InputFile& file, std::uint64_t most_entries);

}  // namespace setlist::archive
