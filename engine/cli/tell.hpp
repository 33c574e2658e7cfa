#pragma once

#include <cstdio>
#include <utility>

#include <fmt/format.h>

namespace setlist::cli {

/// Prints to stderr. A stderr that is closed or full is no reason to stop.
template <typename... Values>
void tell(fmt::format_string<Values...> text, Values&&... values) {
  std::fputs(fmt::format(text, std::forward<Values>(values)...).c_str(), stderr);
}

}  // namespace setlist::cli
