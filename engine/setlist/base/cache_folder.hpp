#pragma once

#include <filesystem>
#include <optional>

namespace setlist::base {

/// Where things are kept that can be made again: $SETLIST_CACHE, else $XDG_CACHE_HOME/setlist, else
/// ~/.cache/setlist. Nothing when $SETLIST_CACHE is "off", or there is no such place.
[[nodiscard]] std::optional<std::filesystem::path> cache_folder();

}  // namespace setlist::base
