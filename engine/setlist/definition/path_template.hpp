#pragma once

#include "setlist/definition/definition.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace setlist::definition {

/// Fills the fields of a path template from a song: {id}, {recording} (its first path),
/// {recording.stem} (without extension), {recording.dir}. Throws DefinitionError on another field.
[[nodiscard]] std::string fill_template(std::string_view pattern, const SongEntry& song);

/// A path without the extension of its last component: "a.b/c.wav" -> "a.b/c".
[[nodiscard]] std::string without_extension(const std::string& path);

/// What is wrong with a template, or nothing.
[[nodiscard]] std::optional<std::string> template_fault(std::string_view pattern);

}  // namespace setlist::definition
