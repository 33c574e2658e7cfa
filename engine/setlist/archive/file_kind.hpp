#pragma once

#include <string>
#include <string_view>

namespace setlist::archive {

/// How many of a file's first bytes `kind_of` wants to see.
inline constexpr std::size_t kKindBytes = 512;

/// What a file is, by its first bytes, in words for an error: "zip", "HTML page (login or error
/// page?)", "unknown kind of file".
[[nodiscard]] std::string kind_of(std::string_view head);

}  // namespace setlist::archive
