#pragma once

#include "setlist/base/json.hpp"
#include "setlist/dataset/song.hpp"

namespace setlist::cli {

/// What a definition states about a song, for programs.
[[nodiscard]] base::Json to_json(const dataset::Song& song);
/// The names of the members of that.
[[nodiscard]] std::vector<std::string> song_columns();

/// A dataset's summary, for programs.
[[nodiscard]] base::Json to_json(const catalog::Catalog& catalog,
                                 const catalog::DatasetEntry& entry);

}  // namespace setlist::cli
