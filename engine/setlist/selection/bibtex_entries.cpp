#include "setlist/selection/bibtex_entries.hpp"

#include "setlist/base/text.hpp"

#include <optional>

namespace setlist::selection {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// The end of the entry whose brace opens at `open`; nothing when it is never closed.
std::optional<std::size_t> end_of(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '{') {
      ++depth;
    } else if (text[i] == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::nullopt;
}

std::string without_blanks(std::string_view text) {
  std::string rest;
  for (const char c : text) {
    if (kBlanks.find(c) == kBlanks.npos) rest += c;
  }
  return rest;
}

/// "@misc" of "@misc {key, ...": letters up to a brace.
bool is_type(std::string_view type) {
  while (type.ends_with(' ')) type.remove_suffix(1);
  for (const char c : type) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter) return false;
  }
  return !type.empty();
}

}  // namespace

std::vector<BibtexEntry> bibtex_entries(std::string_view text) {
  std::vector<BibtexEntry> entries;
  std::size_t at = 0;
  while ((at = text.find('@', at)) != text.npos) {
    const std::size_t open = text.find('{', at);
    if (open == text.npos) break;
    const std::size_t comma = text.find_first_of(",}", open);
    const auto end = end_of(text, open);
    if (!is_type(text.substr(at + 1, open - at - 1)) || !end || comma == text.npos) {
      ++at;
      continue;
    }
    auto key = text.substr(open + 1, comma - open - 1);
    while (!key.empty() && kBlanks.find(key.front()) != kBlanks.npos) key.remove_prefix(1);
    while (!key.empty() && kBlanks.find(key.back()) != kBlanks.npos) key.remove_suffix(1);
    entries.push_back({std::string(key), std::string(text.substr(at, *end - at))});
    at = *end;
  }
  return entries;
}

BibtexEntry BibtexEntry::with_key(const std::string& other) const {
  const std::size_t open = text.find('{') + 1;
  const std::size_t comma = text.find_first_of(",}", open);
  return {other, text.substr(0, open) + other + text.substr(comma)};
}

bool BibtexEntry::says_the_same(const BibtexEntry& other) const {
  const auto parts = [](const std::string& entry) {
    const std::size_t open = entry.find('{');
    return base::ascii_lower(entry.substr(0, open)) + without_blanks(entry.substr(open));
  };
  return without_blanks(parts(text)) == without_blanks(parts(other.text));
}

}  // namespace setlist::selection
