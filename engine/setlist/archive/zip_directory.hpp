#pragma once

#include "setlist/archive/input_file.hpp"
#include "setlist/archive/member_rules.hpp"

#include <cstdint>
#include <vector>

namespace setlist::archive {

/// A member as the directory at the end of a zip archive tells it; its name is as stored, or the
/// UTF-8 name that some writers add beside.
struct ZipEntry : Member {
  std::uint64_t packed_bytes = 0;
  std::uint64_t offset = 0;  ///< of its local header
};

/// Reads the directory, in the order of the data, and holds it against the file: the end record is
/// the last thing in it, the counts agree, each local header says the same, and no two members
/// share a byte. Readers differ in what they believe of a zip that breaks these rules, which is how
/// bombs and smuggled members are made; so such a file is refused.
[[nodiscard]] std::vector<ZipEntry> read_zip_directory(const InputFile& file,
                                                       std::uint64_t most_entries);

}  // namespace setlist::archive
