#pragma once

#include "setlist/query/query.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace setlist::query {

/// Cuts the text of a query into its parts, from left to right.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : m_text(text) {}

  enum class Token { kEnd, kOpen, kClose, kOr, kAnd, kNot, kTerm };
  /// What stands next, without taking it.
  [[nodiscard]] Token peek();
  /// Takes a token that is no term.
  void take();
  /// Takes a term.
  [[nodiscard]] Term term();
  /// Where the next token begins, in bytes.
  [[nodiscard]] std::size_t position();

  /// Throws a UsageError for what stands at `position`.
  [[noreturn]] void fail(std::size_t position, const std::string& reason) const;

 private:
  [[nodiscard]] bool keyword(std::string_view word) const;
  [[nodiscard]] std::size_t characters(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::string bare_word();
  [[nodiscard]] std::string value();
  [[nodiscard]] std::string quoted();
  [[nodiscard]] std::vector<std::string> name_list();
  [[nodiscard]] std::string_view comparison();
  void read_value(Term& term, const struct FieldEntry& field, std::string_view sign);
  void read_presence(Term& term);

  std::string_view m_text;
  std::size_t m_at = 0;
  std::size_t m_column = 1;  ///< of m_column_at; counted on, as a query may have a million terms
  std::size_t m_column_at = 0;
};

}  // namespace setlist::query
