#include "setlist/music/vocabulary_table.hpp"

#include <charconv>

namespace setlist::music {
namespace {

std::vector<std::string_view> listed(std::string_view text) {
  constexpr std::string_view kBetween = ", ";
  std::vector<std::string_view> items;
  while (!text.empty()) {
    const auto end = text.find(kBetween);
    items.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + kBetween.size());
  }
  return items;
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

VocabularyEntry entry_of(const ComposerRow& row) {
  const auto aliases = listed(row.aliases);
  return {std::string(row.name), {aliases.begin(), aliases.end()}, {}, {}};
}

VocabularyEntry entry_of(const InstrumentRow& row, std::string_view family) {
  VocabularyEntry entry = entry_of(ComposerRow{row.name, row.aliases});
  entry.family = family;
  for (const auto range : listed(row.programs)) {
    const auto dash = range.find('-');
    const int last = number(dash == std::string_view::npos ? range : range.substr(dash + 1));
    for (int program = number(range.substr(0, dash)); program <= last; ++program) {
      entry.programs.push_back(static_cast<std::uint8_t>(program));
    }
  }
  return entry;
}

}  // namespace setlist::music
