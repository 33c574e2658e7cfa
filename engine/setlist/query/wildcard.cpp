#include "setlist/query/wildcard.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <string>

#include <fmt/format.h>
#include <re2/re2.h>

namespace setlist::query {
namespace {

constexpr std::size_t kLongest = 1000;

/// The characters between the wildcards, folded as the texts are that they are compared with.
class Expression {
 public:
  void add(char character) { m_plain += character; }
  void add(std::string_view expression) {
    end_plain();
    m_text += expression;
  }
  std::string finish() {
    end_plain();
    return std::move(m_text);
  }

 private:
  void end_plain() {
    m_text += re2::RE2::QuoteMeta(base::folded(m_plain));
    m_plain.clear();
  }
  std::string m_text = "(?s)";
  std::string m_plain;
};

[[noreturn]] void cannot_be_used(std::string_view pattern, std::string_view reason) {
  throw base::UsageError(
      fmt::format("the pattern '{}' cannot be used: {}", base::printable(pattern, 60), reason));
}

}  // namespace

Wildcard::Wildcard(std::string_view pattern) {
  if (pattern.size() > kLongest) cannot_be_used(pattern, "it is too long");
  Expression expression;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '*') {
      expression.add(".*");
    } else if (pattern[i] == '?') {
      expression.add(".");
    } else {
      if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
      expression.add(pattern[i]);
    }
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  m_expression = std::make_shared<const re2::RE2>(expression.finish(), options);
  if (!m_expression->ok()) cannot_be_used(pattern, m_expression->error());
}

bool Wildcard::fits(std::string_view folded) const {
  return re2::RE2::FullMatch(re2::StringPiece(folded.data(), folded.size()), *m_expression);
}

}  // namespace setlist::query
