#pragma once

#include "setlist/base/json.hpp"

#include <cstdint>
#include <optional>

namespace setlist::definition {

/// A rule that finds the songs of a dataset in tables and in the list of its files, as the
/// definition states it; checked when the definition was read. See docs/definition-format.md.
struct IndexRule {
  base::Json rule;
  std::optional<std::uint64_t> count;  ///< how many songs it finds in the whole dataset
};

}  // namespace setlist::definition
