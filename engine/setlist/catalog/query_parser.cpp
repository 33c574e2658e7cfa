#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/query.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

using Field = Term::Field;

struct FieldName {
  std::string_view name;
  Field field;
};

constexpr std::array kFieldNames = {FieldName{"dataset", Field::kDataset},
                                    FieldName{"instrument", Field::kInstrument},
                                    FieldName{"composer", Field::kComposer},
                                    FieldName{"title", Field::kTitle},
                                    FieldName{"artist", Field::kArtist},
                                    FieldName{"group", Field::kGroup},
                                    FieldName{"tag", Field::kTag},
                                    FieldName{"ensemble", Field::kEnsemble},
                                    FieldName{"has", Field::kHas}};

/// Cuts the text of a query into terms.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : m_text(text) {}

  [[nodiscard]] std::optional<Term> next() {
    while (m_at < m_text.size() && m_text[m_at] == ' ') ++m_at;
    if (m_at >= m_text.size()) return std::nullopt;
    Term term;
    m_begin = m_at;
    if (m_text[m_at] == '-') {
      term.denied = true;
      ++m_at;
    }
    std::string word = value();
    if (m_at < m_text.size() && m_text[m_at] == ':') {
      ++m_at;
      term.field = field_named(word);
      word = value();
      if (word.empty())
        fail(fmt::format("'{}' has no value", m_text.substr(m_begin, m_at - m_begin)));
    } else if (word.empty()) {
      fail("found '-' alone, expected a term");
    }
    if (term.field == Field::kDataset) term.values = {word};
    term.value = std::move(word);
    return term;
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const {
    throw base::UsageError(fmt::format("reading the query '{}': column {}: {}",
                                       base::printable(m_text), m_begin + 1, reason));
  }
  Field field_named(std::string_view name) const {
    std::vector<std::string> known;
    for (const auto& field : kFieldNames) {
      if (field.name == name) return field.field;
      known.emplace_back(field.name);
    }
    fail(fmt::format("'{}' is not a field{}; the fields are {}", base::printable(name),
                     base::suggestion(name, known), base::joined(known, ", ")));
  }
  /// A run up to a space or colon, or anything between quotes.
  std::string value() {
    if (m_at < m_text.size() && m_text[m_at] == '"') {
      const std::size_t close = m_text.find('"', m_at + 1);
      if (close == std::string_view::npos) fail("a quote is not closed");
      std::string quoted(m_text.substr(m_at + 1, close - m_at - 1));
      m_at = close + 1;
      return quoted;
    }
    const std::size_t end = std::min(m_text.find_first_of(" :\"", m_at), m_text.size());
    std::string word(m_text.substr(m_at, end - m_at));
    m_at = end;
    return word;
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  std::size_t m_begin = 0;
};

}  // namespace

Query parse_query(std::string_view text) {
  Query query;
  Scanner scanner(text);
  while (auto term = scanner.next()) query.terms.push_back(*std::move(term));
  return query;
}

}  // namespace setlist::catalog
