#include "setlist/query/query.hpp"

#include "setlist/base/text.hpp"
#include "setlist/query/fields.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace setlist::query {
namespace {

bool is_word_of_the_language(std::string_view text) {
  return text == "OR" || text == "AND" || text == "NOT" || text == "or" || text == "and" ||
         text == "not";
}

/// A value as it can be written after a field, or alone.
std::string quoted(std::string_view value, bool alone) {
  const bool plain =
      !value.empty() && value.front() != '\'' &&
      value.find_first_of(" \t\n\r\"()\\") == value.npos &&
      (!alone || (value.find_first_of(":=~<>-") == value.npos && !is_word_of_the_language(value)));
  if (plain) return std::string(value);
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

std::string levels_text(const std::map<std::string, Interval>& levels) {
  std::vector<std::string> written;
  for (const auto& [type, level] : levels) written.push_back(type + to_text(level));
  return fmt::format("ground_truth({})", base::joined(written, ", "));
}

std::string number_text(const FieldEntry& entry, const Interval& interval) {
  const bool one_end = std::isinf(interval.from) || std::isinf(interval.to);
  if (one_end || !(interval.from_open || interval.to_open)) {
    return fmt::format("{}{}", entry.name, to_text(interval));
  }
  return fmt::format("({0}{1} {0}{2})", entry.name,
                     to_text(Interval{.from = interval.from, .from_open = interval.from_open}),
                     to_text(Interval{.to = interval.to, .to_open = interval.to_open}));
}

std::string term_text(const Term& term) {
  if (term.field == Field::kAnyText) return quoted(term.value(), true);
  if (term.field == Field::kLevels) return levels_text(term.levels);
  const auto& entry = entry_of(term.field);
  switch (entry.kind) {
    case FieldKind::kNumber:
      return number_text(entry, term.number);
    case FieldKind::kNameList:
      return fmt::format("{}:{}", entry.name, quoted(base::joined(term.values, ","), false));
    case FieldKind::kPresence:
      return fmt::format("{}:{}{}", entry.name, term.value(),
                         term.number == kAnnotated ? "" : to_text(term.number));
    case FieldKind::kFlag:
    case FieldKind::kText:
      break;
  }
  constexpr std::array kSigns = {':', '=', '~'};
  return fmt::format("{}{}{}", entry.name, kSigns[static_cast<std::size_t>(term.match)],
                     quoted(term.value(), false));
}

/// Without parentheses where it can be: they count as nesting when the text is read again.
std::string part_text(const Query& part, Query::Kind whole) {
  const bool several = part.kind == Query::Kind::kAll || part.kind == Query::Kind::kAny;
  const bool binds_more = part.kind == Query::Kind::kAll && whole == Query::Kind::kAny;
  return several && !binds_more ? '(' + to_text(part) + ')' : to_text(part);
}

}  // namespace

Query operator&(Query a, Query b) {
  if (a.kind == Query::Kind::kAll && a.parts.empty()) return b;
  if (b.kind == Query::Kind::kAll && b.parts.empty()) return a;
  if (a.kind != Query::Kind::kAll) a = {Query::Kind::kAll, {}, {std::move(a)}};
  if (b.kind != Query::Kind::kAll) b = {Query::Kind::kAll, {}, {std::move(b)}};
  for (auto& part : b.parts) a.parts.push_back(std::move(part));
  return a;
}

std::string to_text(const Query& query) {
  if (query.kind == Query::Kind::kTerm) return term_text(query.term);
  if (query.kind == Query::Kind::kNot) return '-' + part_text(query.parts.front(), query.kind);
  std::vector<std::string> parts;
  for (const auto& part : query.parts) parts.push_back(part_text(part, query.kind));
  return base::joined(parts, query.kind == Query::Kind::kAll ? " " : " OR ");
}

}  // namespace setlist::query
