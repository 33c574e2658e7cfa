#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace setlist::base {

/// The one name rule: archive members, song paths and dataset names all pass here.
/// Returns what is unsafe about a relative path ("is absolute", "contains '..'"), or nothing.
/// A safe path is valid UTF-8, relative, without '.', '..', '\', control or bidirectional
/// characters; components of 1..255 bytes, at most 32 of them, 1,024 bytes in all, the first not
/// starting with ".setlist".
[[nodiscard]] std::optional<std::string> unsafe_path(std::string_view path);

/// As unsafe_path, for a name of one component that may not start with '-' or '.'.
[[nodiscard]] std::optional<std::string> unsafe_name(std::string_view name);

/// Equal for two names that a file system could take for one: NFC and case folded.
[[nodiscard]] std::string collision_key(std::string_view path);

}  // namespace setlist::base
