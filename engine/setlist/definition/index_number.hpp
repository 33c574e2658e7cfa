#pragma once

#include "setlist/base/json.hpp"

#include <string_view>

namespace setlist::definition {

/// The number that a whole text says: an integer where it is one ("1975", "1975.0"), else a real.
/// Throws RowFault for another text; "nan" and "inf" are no numbers.
[[nodiscard]] base::Json number_in(std::string_view text);

/// What "true", "false", "1" and "0" say, in capitals or not. Throws RowFault for another text.
[[nodiscard]] bool truth_in(std::string_view text);

}  // namespace setlist::definition
