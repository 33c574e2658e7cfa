#pragma once

#include "setlist/base/json.hpp"
#include "setlist/definition/definition.hpp"

#include <pybind11/pybind11.h>

namespace setlist::bindings {

[[nodiscard]] pybind11::object to_python(const base::Json& json);

/// A song's `meta` with the numbers that filters know: year and duration where stated.
[[nodiscard]] pybind11::dict song_meta(const definition::SongEntry& song);

}  // namespace setlist::bindings
