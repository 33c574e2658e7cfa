#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/definition/definition.hpp"

#include <span>
#include <string>

namespace setlist::definition {

/// Reads the `install` member of a definition: resources, steps, conversion.
void read_install(base::ObjectReader& top, Definition& definition, base::Diagnostics& out);

/// The converters that come with setlist, by their names in definitions. A name with a dot belongs
/// to a plug-in.
[[nodiscard]] std::span<const std::string> converter_names();

}  // namespace setlist::definition
