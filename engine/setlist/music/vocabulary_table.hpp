#pragma once

#include "setlist/music/vocabulary.hpp"

#include <span>
#include <string_view>

namespace setlist::music {

/// One line of a built-in table. `aliases` are parted by ", "; spellings that differ in case,
/// accents, blanks or punctuation alone need no line of their own.
struct ComposerRow {
  std::string_view name;
  std::string_view aliases;
};

/// As above; `programs` are numbers and ranges parted by ", ": "40, 44-45".
struct InstrumentRow {
  std::string_view name;
  std::string_view programs;
  std::string_view aliases;
};

struct InstrumentFamily {
  std::string_view name;
  std::span<const InstrumentRow> rows;
};

[[nodiscard]] VocabularyEntry entry_of(const ComposerRow& row);
[[nodiscard]] VocabularyEntry entry_of(const InstrumentRow& row, std::string_view family);

// The parts of the tables that files of their own hold.
[[nodiscard]] std::span<const InstrumentFamily> blown_and_sung();
[[nodiscard]] std::span<const InstrumentFamily> struck_and_electronic();
[[nodiscard]] std::span<const ComposerRow> composers_born_since_1820();

}  // namespace setlist::music
