#include "cli/table.hpp"

#include "setlist/base/text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

namespace setlist::cli {

// Names of music and people: every character that starts a UTF-8 sequence takes one column.
std::size_t display_width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

Table::Table(std::vector<std::string> header) : m_rows{std::move(header)} {}

void Table::add(std::vector<std::string> row) {
  for (auto& cell : row) cell = base::printable(cell);
  m_rows.push_back(std::move(row));
}

void Table::print() const {
  std::vector<std::size_t> widths(m_rows.front().size());
  for (const auto& row : m_rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      widths[c] = std::max(widths[c], display_width(row[c]));
    }
  }
  for (std::size_t r = ::isatty(STDOUT_FILENO) != 0 ? 0 : 1; r < m_rows.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < m_rows[r].size(); ++c) {
      line += m_rows[r][c];
      if (c + 1 < m_rows[r].size()) {
        line += std::string(widths[c] - display_width(m_rows[r][c]) + 2, ' ');
      }
    }
    line.resize(line.find_last_not_of(' ') + 1);  // cells at the end may be empty
    fmt::print("{}\n", line);
  }
}

}  // namespace setlist::cli
