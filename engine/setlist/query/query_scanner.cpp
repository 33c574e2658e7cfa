#include "setlist/query/query_scanner.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/query/fields.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace setlist::query {
namespace {

constexpr std::string_view kBlanks = " \t\n\r";
constexpr std::string_view kEndsWord = " \t\n\r()\"";
constexpr std::string_view kEndsField = " \t\n\r()\":=~<>";

bool is_blank(char c) { return kBlanks.find(c) != kBlanks.npos; }

bool is_small_keyword(std::string_view word) {
  return word == "or" || word == "and" || word == "not";
}

}  // namespace

std::size_t Scanner::position() {
  while (m_at < m_text.size() && is_blank(m_text[m_at])) ++m_at;
  return m_at;
}

bool Scanner::keyword(std::string_view word) const {
  if (!m_text.substr(m_at).starts_with(word)) return false;
  const std::size_t end = m_at + word.size();
  return end == m_text.size() || kEndsWord.find(m_text[end]) != kEndsWord.npos;
}

Scanner::Token Scanner::peek() {
  if (position() == m_text.size()) return Token::kEnd;
  if (m_text[m_at] == '(') return Token::kOpen;
  if (m_text[m_at] == ')') return Token::kClose;
  if (m_text[m_at] == '-' || keyword("NOT")) return Token::kNot;
  if (keyword("OR")) return Token::kOr;
  return keyword("AND") ? Token::kAnd : Token::kTerm;
}

void Scanner::take() {
  const Token token = peek();
  if (token == Token::kOr) {
    m_at += 2;
  } else if (token == Token::kAnd || (token == Token::kNot && m_text[m_at] != '-')) {
    m_at += 3;
  } else {
    const bool dash = m_text[m_at] == '-';
    ++m_at;
    if (dash && (m_at == m_text.size() || is_blank(m_text[m_at]))) {
      fail(m_at - 1, "found '-' alone, expected a term right after it");
    }
  }
}

Term Scanner::term() {
  const std::size_t begin = position();
  Term term;
  m_column += characters(m_column_at, begin);
  m_column_at = begin;
  term.place = fmt::format("column {}", m_column);
  if (m_text[m_at] == '"') {
    term.values = {quoted()};
    return term;
  }
  std::string word = bare_word();
  const std::string_view sign = comparison();
  if (sign.empty()) {
    if (is_small_keyword(word)) {
      fail(begin, fmt::format("'{0}' is a word here; write it in capitals to combine terms, or "
                              "'\"{0}\"' for the word",
                              word));
    }
    if (word.empty()) fail(begin, "expected a term");
    term.values = {std::move(word)};
    return term;
  }
  const auto* field = field_named(word);
  if (!field) {
    const auto known = field_names();
    fail(begin, fmt::format("'{}' is not a field{}; the fields are {}", base::printable(word),
                            base::suggestion(word, known), base::joined(known, ", ")));
  }
  term.field = field->field;
  read_value(term, *field, sign);
  return term;
}

void Scanner::read_value(Term& term, const FieldEntry& field, std::string_view sign) {
  const std::size_t begin = m_at;
  const bool is_text = field.kind == FieldKind::kText;
  const bool fits = sign == ":" || (is_text && (sign == "=" || sign == "~")) ||
                    (field.kind == FieldKind::kNumber && sign != "~");
  if (!fits) {
    fail(begin - sign.size(),
         fmt::format("found '{}', but {} takes {}", sign, field.name,
                     is_text                            ? "':', '=' or '~'"
                     : field.kind == FieldKind::kNumber ? "':', '=', '>', '>=', '<' or '<='"
                                                        : "':'"));
  }
  if (field.kind == FieldKind::kPresence) return read_presence(term);
  term.values = field.kind == FieldKind::kNameList ? name_list() : std::vector{value()};
  if (std::ranges::find(term.values, "") != term.values.end()) {
    fail(begin, fmt::format("'{}{}' has no value", field.name, sign));
  }
  if (field.kind == FieldKind::kNumber) {
    const auto number = interval_of(sign == ":" ? "" : sign, term.value());
    if (!number) {
      fail(begin,
           fmt::format("found '{}', expected {}", base::printable(term.value()),
                       sign == ":" ? "a number or an interval such as 60..600" : "a number"));
    }
    term.number = *number;
    check_interval(*number, term);
  }
  if (field.kind == FieldKind::kFlag && term.value() != "true" && term.value() != "false") {
    fail(begin, fmt::format("found '{}', expected true or false", base::printable(term.value())));
  }
  term.match = sign == "=" ? Match::kEqual : sign == "~" ? Match::kPattern : Match::kFits;
}

void Scanner::read_presence(Term& term) {
  const std::size_t begin = m_at;
  term.values = {bare_word()};
  if (term.value().empty()) fail(begin, "'has:' has no value");
  const std::size_t compared = m_at;
  const std::string_view sign = comparison();
  term.number = kAnnotated;
  if (sign.empty()) return;
  if (is_presence(term.value())) {
    fail(compared, fmt::format("{} has no level to compare", term.value()));
  }
  const std::string level = value();
  const auto number = interval_of(sign, level);
  if (sign == ":" || sign == "~" || !number || (level != "0" && level != "1" && level != "2")) {
    fail(compared, fmt::format("found '{}{}', expected a level such as '>=1': 0, 1 or 2", sign,
                               base::printable(level)));
  }
  if (!number->contains(0) && !number->contains(1) && !number->contains(2)) {
    fail(compared, fmt::format("no level is {}{}; there are 0, 1 and 2", sign, level));
  }
  term.number = *number;
}

std::string_view Scanner::comparison() {
  constexpr std::array<std::string_view, 7> kSigns = {">=", "<=", ">", "<", ":", "=", "~"};
  for (const auto sign : kSigns) {
    if (m_text.substr(m_at).starts_with(sign)) {
      m_at += sign.size();
      return sign;
    }
  }
  return {};
}

std::string Scanner::bare_word() {
  const std::size_t end = std::min(m_text.find_first_of(kEndsField, m_at), m_text.size());
  std::string word(m_text.substr(m_at, end - m_at));
  m_at = end;
  return word;
}

std::string Scanner::value() {
  if (m_at < m_text.size() && m_text[m_at] == '"') return quoted();
  const std::size_t end = std::min(m_text.find_first_of(kEndsWord, m_at), m_text.size());
  const bool half = end > m_at + 1 && m_text[m_at] == '\'' && m_text[end - 1] != '\'' &&
                    m_text.find('\'', end) != m_text.npos;
  if (half) fail(m_at, "found a single quote; what belongs together stands in double quotes");
  std::string word(m_text.substr(m_at, end - m_at));
  m_at = end;
  return word;
}

std::string Scanner::quoted() {
  const std::size_t begin = m_at++;
  std::string text;
  for (; m_at < m_text.size(); ++m_at) {
    char c = m_text[m_at];
    if (c == '"') {
      ++m_at;
      return text;
    }
    const bool escape = c == '\\' && m_at + 1 < m_text.size() &&
                        (m_text[m_at + 1] == '"' || m_text[m_at + 1] == '\\');
    if (escape) c = m_text[++m_at];
    text += c;
  }
  fail(begin, "a quote is not closed");
}

std::vector<std::string> Scanner::name_list() {
  std::string all;
  while (true) {
    const bool in_quotes = m_at < m_text.size() && m_text[m_at] == '"';
    const std::size_t end = std::min(m_text.find_first_of(kEndsWord, m_at), m_text.size());
    all += in_quotes ? quoted() : std::string(m_text.substr(m_at, end - m_at));
    if (!in_quotes) m_at = end;
    // "double bass",cello and violin,"double bass" are one list each.
    const bool goes_on =
        m_at < m_text.size() &&
        (in_quotes ? m_text[m_at] == ',' : m_text[m_at] == '"' && all.ends_with(','));
    if (!goes_on) break;
  }
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= all.size();) {
    const std::size_t end = std::min(all.find(',', begin), all.size());
    std::string_view name = std::string_view(all).substr(begin, end - begin);
    while (!name.empty() && is_blank(name.front())) name.remove_prefix(1);
    while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
    names.emplace_back(name);
    begin = end + 1;
  }
  return names;
}

std::size_t Scanner::characters(std::size_t begin, std::size_t end) const {
  const auto starts_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  };
  return static_cast<std::size_t>(
      std::ranges::count_if(m_text.substr(begin, end - begin), starts_character));
}

void Scanner::fail(std::size_t position, const std::string& reason) const {
  throw base::UsageError(fmt::format("reading the query '{}': column {}: {}",
                                     base::printable(m_text), characters(0, position) + 1, reason));
}

}  // namespace setlist::query
