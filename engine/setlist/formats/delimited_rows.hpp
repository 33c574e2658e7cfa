#pragma once

#include "setlist/formats/text_window.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::formats {

/// A row, and a cell with it, of more bytes is refused.
inline constexpr std::size_t kRowBytes = 1U << 20U;

/// Cuts text such as RFC 4180's into rows of cells. A cell is quoted when it begins with '"'; a '"'
/// inside another cell is a plain character. Lines end in LF or CR LF; empty ones are skipped.
class DelimitedRows {
 public:
  /// `file` outlives the rows. `delimiter` is ASCII, and neither '"' nor the end of a line.
  DelimitedRows(const MediaFile& file, char delimiter);

  /// To the next row; false when there is none.
  [[nodiscard]] bool next();
  /// Without their quotes. Valid until `next`.
  [[nodiscard]] std::span<const std::string_view> cells() const { return m_cells; }
  [[nodiscard]] std::size_t line() const { return m_line; }  ///< from 1, where the row begins

  /// The error of this row: "reading 'x.csv': line 7: ...".
  [[nodiscard]] base::FormatError fault(const std::string& what) const;

 private:
  /// A cell before its row is whole: the window may still move, so there are offsets alone.
  struct Span {
    std::size_t begin = 0;
    std::size_t size = 0;
    bool doubled = false;  ///< holds doubled quotes
  };

  [[nodiscard]] std::size_t line_end(std::size_t from);
  void check_text(std::size_t end) const;
  void check_returns(std::string_view text, std::size_t from) const;
  void cut_plain(std::string_view row);
  [[nodiscard]] std::size_t cut_quoted(std::size_t end);
  [[nodiscard]] std::size_t plain_end(std::size_t begin, std::size_t end, Span& span) const;
  [[nodiscard]] std::size_t quoted_end(std::size_t begin, Span& span);
  void check_behind_quote(std::size_t at, std::size_t end) const;
  void collect_cells();
  [[nodiscard]] base::FormatError fault_at(std::size_t offset, const std::string& what) const;

  const MediaFile& m_file;
  const char m_delimiter;
  TextWindow m_window;
  std::vector<std::string_view> m_cells;
  std::vector<Span> m_spans;
  std::size_t m_line = 1;
  std::size_t m_row_bytes = 0;  ///< of the row that the cells stand for, its newline included
  std::size_t m_row_lines = 0;
};

}  // namespace setlist::formats
