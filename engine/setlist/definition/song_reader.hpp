#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/base/json.hpp"
#include "setlist/definition/definition.hpp"

#include <string>
#include <vector>

namespace setlist::definition {

/// One song as it was read.
struct SongReading {
  SongEntry song;
  std::vector<std::string> unknown_fields;  ///< of ASMD's dialect; in ours they are faults
};

/// Reads one song of a definition; what is wrong with it is added to `out`. In ASMD's dialect the
/// song has no id yet.
[[nodiscard]] SongReading read_song_entry(base::Json&& value, const std::string& pointer,
                                          Dialect dialect, base::Diagnostics& out);

}  // namespace setlist::definition
