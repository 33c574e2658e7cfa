#pragma once

#include "setlist/base/json_reader.hpp"

#include <string_view>

namespace setlist::formats {

/// Parses YAML of unknown origin into a JSON value; what is wrong is a JsonFault. Exactly one
/// document. Limits hold before memory is spent; anchors, aliases, tags other than those of JSON's
/// types and keys that are no text are refused, a repeated key is a fault. `<<` is a key like any.
[[nodiscard]] base::Json parse_yaml(std::string_view text, const base::JsonLimits& limits = {});

}  // namespace setlist::formats
