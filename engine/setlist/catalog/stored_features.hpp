#pragma once

#include "setlist/definition/definition.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace setlist::catalog {

/// The features of a song as one text for a column; "" for none.
[[nodiscard]] std::string features_text(const std::vector<definition::Feature>& features);
[[nodiscard]] std::vector<definition::Feature> features_of(std::string_view text);

}  // namespace setlist::catalog
