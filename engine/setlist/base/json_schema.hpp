#pragma once

#include "setlist/base/diagnostics.hpp"

#include <string_view>

namespace setlist::base {

/// What a JSON Schema (draft-07) says against a document; no faults when it is valid. Slow, and its
/// sentences are poor: for a second opinion where time does not matter. Both texts must have been
/// parsed without a fault before.
[[nodiscard]] Diagnostics schema_faults(std::string_view schema_text,
                                        std::string_view document_text);

}  // namespace setlist::base
