#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace setlist::archive {

/// How many of a file's first bytes `kind_of` wants to see.
inline constexpr std::size_t kKindBytes = 512;

enum class Kind : std::uint8_t { kZip, kSevenZip, kTar, kGzip, kBzip2, kXz, kZstd, kOther };

/// What a file is, by its first bytes, and in words for an error: "zip", "HTML page (login or error
/// page?)", "unknown kind of file".
struct FileKind {
  Kind kind;
  std::string words;
};

[[nodiscard]] FileKind kind_of(std::string_view head);

}  // namespace setlist::archive
