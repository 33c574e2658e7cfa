#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace setlist::archive {

/// The content of a gzip file, its CRC and length checked. Damage, or more than `limit_bytes`, is
/// an ArchiveError without the name of a file: callers add it.
[[nodiscard]] std::string gunzip(std::string_view compressed,
                                 std::uint64_t limit_bytes = 256ULL << 20U);

/// The same bytes for the same content: no time, no name in the header.
[[nodiscard]] std::string gzip(std::string_view content);

}  // namespace setlist::archive
