#pragma once

#include <string>
#include <vector>

namespace setlist::cli {

/// Runs one `setlist` command; `arguments` without the program's name. Prints to stdout and stderr
/// and returns the exit code. Never throws.
[[nodiscard]] int run(const std::vector<std::string>& arguments);

}  // namespace setlist::cli
