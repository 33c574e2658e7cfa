#pragma once

/// The one place that states the version; CMake and pyproject.toml read it from here.
#define SETLIST_VERSION "0.1.0"

namespace setlist {

/// "MAJOR.MINOR.PATCH".
[[nodiscard]] constexpr const char* version() { return SETLIST_VERSION; }

}  // namespace setlist
