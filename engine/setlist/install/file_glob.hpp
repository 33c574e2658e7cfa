#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::install {

/// Does a relative path fit a pattern? '*' and '?' stand within a component, '?' for one character;
/// a component "**" for any number of components, none too. Linear enough for any pattern.
[[nodiscard]] bool fits_glob(std::string_view pattern, std::string_view path);

/// Has it a wildcard?
[[nodiscard]] bool is_glob(std::string_view pattern);

/// The files and folders below `folder` that fit, relative to it, sorted; what lies in a folder
/// that fits is not listed beside it.
[[nodiscard]] std::vector<std::string> globbed(const std::filesystem::path& folder,
                                               std::string_view pattern);

}  // namespace setlist::install
