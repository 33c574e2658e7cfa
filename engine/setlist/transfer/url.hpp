#pragma once

#include <filesystem>
#include <string>

namespace setlist::transfer {

/// Lower case; "" when there is none.
[[nodiscard]] std::string scheme_of(const std::string& url);

/// The path of a file: URL, percent-decoded. Only for a URL that unsafe_url accepts.
[[nodiscard]] std::filesystem::path path_of(const std::string& url);

}  // namespace setlist::transfer
