#include "setlist/selection/bibtex_entries.hpp"

#include "setlist/base/text.hpp"

#include <algorithm>
#include <optional>

namespace setlist::selection {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// The end of the entry that opens at `open`; nothing when it is never closed.
std::optional<std::size_t> end_of(std::string_view text, std::size_t open) {
  const bool in_parentheses = text[open] == '(';
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '{') {
      ++depth;
    } else if (text[i] == '}' && --depth == 0 && !in_parentheses) {
      return i + 1;
    } else if (text[i] == ')' && depth == 0 && in_parentheses) {
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

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && kBlanks.find(text.front()) != kBlanks.npos) text.remove_prefix(1);
  while (!text.empty() && kBlanks.find(text.back()) != kBlanks.npos) text.remove_suffix(1);
  return text;
}

/// The entry that begins at an '@', cut into its parts: "@misc { key, ...}".
struct Parts {
  std::string_view type;  ///< "misc"
  std::size_t open = 0;   ///< of the brace or parenthesis
  std::size_t comma = 0;  ///< or what else the key ends at

  /// Nothing when no type and brace follow. Addresses such as me@lab (here) are no entries.
  static std::optional<Parts> of(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    while (end < text.size() && is_letter(text[end])) ++end;
    const std::size_t open = std::min(text.find_first_not_of(kBlanks, end), text.size());
    const bool opens =
        open < text.size() && (text[open] == '{' || (text[open] == '(' && open == end));
    if (end == at + 1 || !opens) return std::nullopt;
    return Parts{text.substr(at + 1, end - at - 1), open, text.find_first_of(",})", open)};
  }
  [[nodiscard]] bool is(std::string_view wanted) const { return base::ascii_lower(type) == wanted; }
};

}  // namespace

std::vector<BibtexEntry> bibtex_entries(std::string_view text) {
  std::vector<BibtexEntry> entries;
  std::size_t at = 0;
  while ((at = text.find('@', at)) != text.npos) {
    const auto parts = Parts::of(text, at);
    if (!parts) {
      ++at;
      continue;
    }
    const auto end = end_of(text, parts->open);
    if (!end) break;
    std::string key;
    if (!parts->is("string") && !parts->is("preamble")) {
      key = trimmed(text.substr(parts->open + 1, parts->comma - parts->open - 1));
    }
    if (!parts->is("comment")) entries.push_back({key, std::string(text.substr(at, *end - at))});
    at = *end;
  }
  return entries;
}

BibtexEntry BibtexEntry::with_key(const std::string& other) const {
  const auto parts = Parts::of(text, 0).value();
  return {other, text.substr(0, parts.open + 1) + other + text.substr(parts.comma)};
}

bool BibtexEntry::says_the_same(const BibtexEntry& other) const {
  const auto said = [](const BibtexEntry& entry) {
    const auto parts = Parts::of(entry.text, 0).value();
    const std::size_t rest = entry.key.empty() ? parts.open : parts.comma;
    return base::ascii_lower(parts.type) + ' ' + base::ascii_lower(entry.key) + ' ' +
           without_blanks(std::string_view(entry.text).substr(rest));
  };
  return said(*this) == said(other);
}

}  // namespace setlist::selection
