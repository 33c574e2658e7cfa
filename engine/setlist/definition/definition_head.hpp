#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/base/json.hpp"
#include "setlist/definition/definition.hpp"

namespace setlist::definition {

/// Is it written in a format of which this version knows nothing?
[[nodiscard]] bool is_of_later_format(const base::Json& document);

/// Reads all that a definition of format 1 says besides its songs.
[[nodiscard]] Definition read_head(const base::Json& document, base::Diagnostics& out);

/// The same of ASMD's dialect, leniently: what it does not know it warns of.
[[nodiscard]] Definition read_asmd_head(const base::Json& document, base::Diagnostics& out);

}  // namespace setlist::definition
