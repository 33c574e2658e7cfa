#include "setlist/base/cache_folder.hpp"

#include <cstdlib>
#include <string_view>

namespace setlist::base {
namespace {

namespace fs = std::filesystem;

/// The value of a variable that names a folder; a relative one is ignored, as its standard asks.
std::optional<fs::path> folder_in(const char* variable) {
  const char* value = std::getenv(variable);
  if (!value || *value != '/') return std::nullopt;
  return fs::path(value);
}

}  // namespace

std::optional<fs::path> cache_folder() {
  if (const char* given = std::getenv("SETLIST_CACHE"); given && *given) {
    if (std::string_view(given) == "off") return std::nullopt;
    return fs::absolute(given);
  }
  if (const auto standard = folder_in("XDG_CACHE_HOME")) return *standard / "setlist";
  if (const auto home = folder_in("HOME")) return *home / ".cache/setlist";
  return std::nullopt;
}

}  // namespace setlist::base
