#pragma once

#include <memory>
#include <string_view>

namespace re2 {
class RE2;
}

namespace setlist::query {

/// A pattern over a whole folded text: `*` is any text, `?` one character, `\` takes the next
/// character as it is. Cheap to copy; safe from many threads.
class Wildcard {
 public:
  /// Throws UsageError for a pattern too long to be used.
  explicit Wildcard(std::string_view pattern);
  [[nodiscard]] bool fits(std::string_view folded) const;

 private:
  std::shared_ptr<const re2::RE2> m_expression;
};

}  // namespace setlist::query
