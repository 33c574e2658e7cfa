#pragma once

#include "setlist/base/json.hpp"

#include <string>

namespace setlist::formats {

/// What a YAML scalar without quotes stands for, as the core schema of YAML 1.2 has it: `no`, `on`
/// and `1:30` are strings. Strings stay, besides, what a table means as text: numbers with leading
/// zeros, `.inf` and `.nan`, and numbers that 64 bits do not hold.
[[nodiscard]] base::Json plain_scalar(const std::string& text);

}  // namespace setlist::formats
