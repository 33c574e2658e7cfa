#pragma once

#include <string>
#include <vector>

namespace setlist::cli {

/// Rows of text in aligned columns, as wide as their content. Control characters are escaped.
class Table {
 public:
  explicit Table(std::vector<std::string> header);
  void add(std::vector<std::string> row);
  /// Prints to stdout; the header only when stdout is a terminal, for programs cut lines.
  void print() const;

 private:
  std::vector<std::vector<std::string>> m_rows;
};

/// Columns that a text takes on a terminal.
[[nodiscard]] std::size_t display_width(const std::string& text);

}  // namespace setlist::cli
