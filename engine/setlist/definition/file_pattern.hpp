#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace setlist::definition {

/// A pattern over paths: "audio/{album}/{track}.wav". `{name}` stands for some characters of one
/// component, `{name*}` for some across components; each takes as many as it can. A name that comes
/// twice stands for the same text. Immutable: safe to share between threads.
class FilePattern {
 public:
  /// Throws TemplateFault for a pattern that cannot be used.
  explicit FilePattern(std::string_view text);

  [[nodiscard]] const std::string& text() const { return m_text; }
  /// Each once, in the order of the pattern.
  [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
  /// What the names stand for in a path; false when the path does not match. The views are into it.
  bool match(std::string_view path, std::vector<std::string_view>& captures) const;

  /// Those of sorted paths that begin as the pattern does.
  [[nodiscard]] std::span<const std::string> candidates(std::span<const std::string> paths) const;

 private:
  std::string m_text;
  std::string m_begin;  ///< the text before the first name
  std::vector<std::string> m_names;
  std::vector<std::size_t> m_places;  ///< for each name in the text, which of `m_names`
  std::shared_ptr<const re2::RE2> m_expression;
};

}  // namespace setlist::definition
