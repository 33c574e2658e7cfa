#pragma once

#include "setlist/selection/selection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace setlist::selection {

/// Songs that stay together, and what chance gave to them.
struct SongGroup {
  std::vector<std::uint32_t> positions;  ///< in the selection, ascending
  std::uint64_t chance = 0;
};

/// The songs of a selection, joined where they share a value of one of the fields, directly or over
/// others; in the order of chance.
struct SongGroups {
  std::vector<SongGroup> groups;
  std::size_t unknown = 0;  ///< songs of which no field is known: each a group
};
[[nodiscard]] SongGroups song_groups(const Selection& songs, const std::vector<std::string>& by,
                                     std::uint64_t seed);

}  // namespace setlist::selection
