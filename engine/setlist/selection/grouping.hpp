#pragma once

#include "setlist/selection/selection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::selection {

/// The songs that share a value of a field.
struct Group {
  std::optional<std::string> value;  ///< none: the field is not known of these
  Selection songs;
};

/// The songs by the values of a field of `facet`, in the order of the values. A song stands under
/// each of its values; those without one come last.
[[nodiscard]] std::vector<Group> grouped(const Selection& songs, std::string_view field);

}  // namespace setlist::selection
