#include "setlist/selection/grouping.hpp"

#include "setlist/selection/facet.hpp"

#include <utility>

namespace setlist::selection {

std::vector<Group> grouped(const Selection& songs, std::string_view field) {
  const Facet values = facet(songs, field);
  std::vector<std::vector<SongNumber>> members(values.values.size() +
                                               1);  // the last are those without a value
  for (std::size_t position = 0; position < songs.size(); ++position) {
    const auto numbers = values.of(position);
    for (const auto number : numbers) members[number].push_back(songs.numbers()[position]);
    if (numbers.empty()) members.back().push_back(songs.numbers()[position]);
  }
  std::vector<Group> groups;
  for (std::size_t k = 0; k < members.size(); ++k) {
    if (members[k].empty()) continue;
    std::optional<std::string> value;
    if (k < values.values.size()) value = values.values[k];
    groups.push_back({std::move(value), songs.chosen(std::move(members[k]))});
  }
  return groups;
}

}  // namespace setlist::selection
