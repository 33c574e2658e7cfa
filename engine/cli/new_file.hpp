#pragma once

#include <string>
#include <string_view>

namespace setlist::cli {

/// Writes a file where nothing is yet; what is there already is a UsageError.
void write_new_file(const std::string& path, std::string_view text);

}  // namespace setlist::cli
