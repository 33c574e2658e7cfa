#pragma once

#include "setlist/query/query.hpp"

#include <string_view>

namespace setlist::query {

/// Reads `composer:"J. S. Bach" instrument:violin -(group:test OR tag:jazz)`; docs/queries.md says
/// how. A fault is a UsageError that names the column, in characters from 1.
[[nodiscard]] Query parse(std::string_view text);

}  // namespace setlist::query
