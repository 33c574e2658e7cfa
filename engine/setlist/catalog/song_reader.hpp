#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/base/json.hpp"
#include "setlist/catalog/definition.hpp"

#include <string>

namespace setlist::catalog {

/// Reads one item of a definition's `songs`; what is wrong with it is added to `out`.
[[nodiscard]] SongEntry read_song_entry(const base::Json& value, const std::string& pointer,
                                        base::Diagnostics& out);

}  // namespace setlist::catalog
