#pragma once

#include "setlist/music/vocabulary.hpp"

#include <filesystem>

namespace setlist::catalog {

/// The words of a collection.
struct Words {
  music::Vocabulary instruments;
  music::Vocabulary composers;
};

/// The words that setlist knows by itself.
[[nodiscard]] Words built_in_words();

/// The built-in words and, over them, those of a JSON file; see schemas/vocabulary.schema.json.
/// Every fault in it is in the sentence of one DefinitionError.
[[nodiscard]] Words read_vocabulary(const std::filesystem::path& file);

}  // namespace setlist::catalog
