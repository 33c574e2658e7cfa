#include "setlist/definition/index_template.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

/// What one fill may make in all: templates over long lists could ask for far more.
constexpr std::size_t kMostBytes = 16U << 20U;

class Scanner {
 public:
  Scanner(std::string_view text, const TemplateReading& reading)
      : m_text(text), m_reading(reading) {}

  [[nodiscard]] bool at_end() const { return m_at == m_text.size(); }

  /// Up to an expression or the end. A doubled brace stands for itself.
  std::string literal() {
    std::string text;
    while (!at_end()) {
      const char c = m_text[m_at];
      if (c != '{' && c != '}') {
        text += c;
      } else if (is_doubled(c)) {
        text += c;
        ++m_at;
      } else if (c == '{') {
        break;
      } else {
        throw TemplateFault("has a '}' that closes nothing (a brace itself is written '}}')");
      }
      ++m_at;
    }
    return text;
  }

  IndexExpression in_braces() {
    ++m_at;
    IndexExpression expression = bare();
    if (at_end()) throw TemplateFault("has a '{' that is not closed (a brace itself is '{{')");
    ++m_at;
    return expression;
  }

  /// Up to '}' or the end.
  IndexExpression bare() {
    const std::string_view name = word("|");
    if (name.empty()) throw TemplateFault("has an expression without a name");
    IndexExpression expression;
    expression.reference = m_reading.names.refer(name, m_reading.pointer);
    while (!at_end() && m_text[m_at] == '|') {
      ++m_at;
      const std::string_view filter = word(":|");
      expression.filters.push_back(
          make_filter(filter, arguments(filter_arguments(filter)), m_reading.maps));
      if (filter == "default") expression.may_be_empty = true;
    }
    return expression;
  }

 private:
  [[nodiscard]] bool is_doubled(char c) const {
    return m_at + 1 < m_text.size() && m_text[m_at + 1] == c;
  }

  std::string_view word(std::string_view ends) {
    const std::size_t begin = m_at;
    while (!at_end() && m_text[m_at] != '}' && ends.find(m_text[m_at]) == std::string_view::npos) {
      if (m_text[m_at] == '{') throw TemplateFault("has a '{' inside an expression");
      ++m_at;
    }
    return m_text.substr(begin, m_at - begin);
  }

  /// Doubled, '|' and braces stand for themselves, and so does ':' where there are two arguments.
  std::vector<std::string> arguments(std::size_t wanted) {
    std::vector<std::string> list;
    if (at_end() || m_text[m_at] != ':') return list;
    list.emplace_back();
    for (++m_at; !at_end(); ++m_at) {
      const char c = m_text[m_at];
      const bool special = c == '|' || c == '{' || c == '}' || (c == ':' && wanted > 1);
      if (!special) {
        list.back() += c;
      } else if (is_doubled(c)) {
        list.back() += c;
        ++m_at;
      } else if (c == ':') {
        list.emplace_back();
      } else if (c == '{') {
        throw TemplateFault("has a '{' inside an expression (a brace itself is written '{{')");
      } else {
        break;
      }
    }
    return list;
  }

  std::string_view m_text;
  const TemplateReading& m_reading;
  std::size_t m_at = 0;
};

/// The values of a template's expressions, side by side.
struct Filled {
  std::vector<IndexValue> values;
  std::size_t length = 1;
  bool is_list = false;
};

void take_length(Filled& filled, const IndexValue& value) {
  if (!value.is_list) return;
  if (filled.is_list && filled.length != value.items.size()) {
    throw RowFault(fmt::format("fills in lists of {} and {} items, expected one length",
                               filled.length, value.items.size()));
  }
  filled.is_list = true;
  filled.length = value.items.size();
}

/// False when an expression that may not be empty is.
bool evaluate_all(const IndexTemplate& pattern, IndexScope& scope, Filled& filled) {
  for (const auto& piece : pattern.pieces) {
    if (!piece.expression) continue;
    auto& value = filled.values.emplace_back();
    piece.expression->evaluate(scope, value);
    if (!piece.expression->may_be_empty && value.is_empty()) return false;
    take_length(filled, value);
  }
  return true;
}

/// Item `at` of the result; empty when an item that may not be is.
std::string one_filled(const IndexTemplate& pattern, const Filled& filled, std::size_t at) {
  std::string text;
  auto value = filled.values.begin();
  for (const auto& piece : pattern.pieces) {
    text += piece.literal;
    if (!piece.expression) continue;
    const auto& items = (value++)->items;
    const std::size_t from = (value - 1)->is_list ? at : 0;
    const auto part = from < items.size() ? items[from].required_text() : std::string_view();
    if (part.empty() && !piece.expression->may_be_empty) return {};
    text += part;
    if (text.size() > kLongestText) break;  // the row's memory refuses it
  }
  return text;
}

}  // namespace

void IndexExpression::evaluate(IndexScope& scope, IndexValue& value) const {
  scope.look_up(reference, value);
  if (filters.empty()) return;
  const FilterScene scene{scope.memory(), scope.files()};
  for (const auto& filter : filters) filter.apply(value, scene);
}

void IndexTemplate::fill(IndexScope& scope, IndexValue& value) const {
  if (pieces.size() == 1 && pieces[0].literal.empty() && pieces[0].expression) {
    pieces[0].expression->evaluate(scope, value);
    return;
  }
  value.clear();
  Filled filled;
  if (!evaluate_all(*this, scope, filled)) return;
  value.is_list = filled.is_list;
  std::size_t bytes = 0;
  for (std::size_t at = 0; at < filled.length; ++at) {
    std::string text = one_filled(*this, filled, at);
    bytes += text.size();
    if (bytes > kMostBytes) {
      throw RowFault(fmt::format("comes out longer than {} bytes in all", kMostBytes));
    }
    value.items.push_back({.text = scope.memory().keep(std::move(text))});
  }
}

IndexTemplate read_template(std::string_view text, const TemplateReading& reading) {
  Scanner scanner(text, reading);
  IndexTemplate pattern;
  do {
    IndexTemplate::Piece piece{.literal = scanner.literal(), .expression = {}};
    if (!scanner.at_end()) piece.expression = scanner.in_braces();
    pattern.pieces.push_back(std::move(piece));
  } while (!scanner.at_end());
  return pattern;
}

IndexExpression read_expression(std::string_view text, const TemplateReading& reading) {
  Scanner scanner(text, reading);
  IndexExpression expression = scanner.bare();
  if (!scanner.at_end()) throw TemplateFault("has a '}' that closes nothing");
  return expression;
}

}  // namespace setlist::definition
