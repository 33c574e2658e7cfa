#pragma once

#include "setlist/definition/index_filter.hpp"
#include "setlist/definition/index_names.hpp"
#include "setlist/definition/index_value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::definition {

/// The row at hand, as templates see it. Not for two threads at once.
class IndexScope {
 public:
  /// `files` are the dataset's, sorted bytewise; they outlive the scope.
  explicit IndexScope(const std::vector<std::string>& files) : m_files(files) {}
  virtual ~IndexScope() = default;
  IndexScope(const IndexScope&) = delete;
  IndexScope& operator=(const IndexScope&) = delete;

  /// Replaces `value`, which lives until the row is left.
  virtual void look_up(const IndexReference& reference, IndexValue& value) = 0;

  RowMemory& memory() { return m_memory; }
  [[nodiscard]] const std::vector<std::string>& files() const { return m_files; }

 private:
  const std::vector<std::string>& m_files;
  RowMemory m_memory;
};

/// A name and the filters that its value passes through: what stands between braces.
struct IndexExpression {
  IndexReference reference;
  std::vector<IndexFilter> filters;
  bool may_be_empty = false;  ///< it has a default, so its template is not empty with it

  void evaluate(IndexScope& scope, IndexValue& value) const;
};

/// Text with expressions between braces, read once and filled row by row.
struct IndexTemplate {
  struct Piece {
    std::string literal;  ///< before the expression
    std::optional<IndexExpression> expression;
  };
  std::vector<Piece> pieces;

  /// Replaces `value`: a list when a list was filled in, lists of one length side by side. Empty
  /// when an expression without a default is. Throws RowFault.
  void fill(IndexScope& scope, IndexValue& value) const;
};

/// What templates are read with. `pointer` is where the template stands in the definition.
struct TemplateReading {
  IndexNames& names;
  const IndexMaps& maps;
  const std::string& pointer;
};

/// Both throw TemplateFault.
[[nodiscard]] IndexTemplate read_template(std::string_view text, const TemplateReading& reading);
[[nodiscard]] IndexExpression read_expression(std::string_view text,
                                              const TemplateReading& reading);

}  // namespace setlist::definition
