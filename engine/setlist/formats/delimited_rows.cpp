#include "setlist/formats/delimited_rows.hpp"

#include "setlist/base/text.hpp"
#include "setlist/formats/table_text.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

namespace setlist::formats {
namespace {

constexpr auto kNone = std::string_view::npos;

/// string_view::find, whose loop over one byte at a time the library does not unroll.
std::size_t position_of(char wanted, std::string_view text, std::size_t from) {
  if (from >= text.size()) return kNone;
  const void* found = std::memchr(text.data() + from, wanted, text.size() - from);
  return found == nullptr ? kNone
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

std::string_view without_return(std::string_view line) {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

}  // namespace

DelimitedRows::DelimitedRows(const MediaFile& file, char delimiter)
    : m_file(file), m_delimiter(delimiter), m_window(file) {}

bool DelimitedRows::next() {
  for (;;) {
    m_window.drop(m_row_bytes);
    m_line += m_row_lines;
    m_row_bytes = 0;
    m_row_lines = 1;
    std::size_t end = line_end(0);
    const bool empty = without_return(m_window.text().substr(0, end)).empty();
    if (empty && end == m_window.size()) return false;
    if (!empty) {
      m_cells.clear();
      if (position_of('"', m_window.text().substr(0, end), 0) == kNone) {
        check_text(end);
        cut_plain(m_window.text().substr(0, end));
      } else {
        end = cut_quoted(end);
      }
    }
    m_row_bytes = std::min(end + 1, m_window.size());
    if (!empty) return true;
  }
}

std::size_t DelimitedRows::line_end(std::size_t from) {
  const std::size_t end = m_window.line_end(from, kRowBytes);
  if (end > kRowBytes) throw fault("a row longer than " + base::human_bytes(kRowBytes));
  return end;
}

void DelimitedRows::check_text(std::size_t end) const {
  const std::string_view row = m_window.text().substr(0, end);
  const std::size_t bad = first_bad_byte(row);
  if (bad != kNone) throw fault_at(bad, std::string(bad_byte_fault(row[bad])));
}

/// Old Macintosh files end their lines so; read on, the whole table would be one row.
void DelimitedRows::check_returns(std::string_view text, std::size_t from) const {
  if (const std::size_t at = position_of('\r', text, from); at != kNone) {
    throw fault_at(at,
                   "a carriage return inside a cell without quotes, expected lines that end "
                   "in LF or CR LF");
  }
}

void DelimitedRows::cut_plain(std::string_view row) {
  row = without_return(row);
  check_returns(row, 0);
  std::size_t begin = 0;
  for (std::size_t end; (end = position_of(m_delimiter, row, begin)) != kNone; begin = end + 1) {
    m_cells.push_back(row.substr(begin, end - begin));
  }
  m_cells.push_back(row.substr(begin));
}

/// A row with a quote in its first line, which ends at `end`. Returns where its last line ends.
std::size_t DelimitedRows::cut_quoted(std::size_t end) {
  m_spans.clear();
  for (std::size_t at = 0;; ++at) {  // each time from behind a delimiter
    Span span{.begin = at};
    if (at < end && m_window.text()[at] == '"') {
      at = quoted_end(at, span);
      if (at > end) end = line_end(at);
      check_behind_quote(at, end);
      if (m_window.text().substr(at, 1) != std::string_view(&m_delimiter, 1)) at = end;
    } else {
      at = plain_end(at, end, span);
    }
    m_spans.push_back(span);
    if (at == end) break;
  }
  check_text(end);
  m_row_lines = line_at(m_window.text(), end);
  collect_cells();
  return end;
}

/// The offset of the delimiter behind the cell that begins at `begin`, or `end`, of the line.
std::size_t DelimitedRows::plain_end(std::size_t begin, std::size_t end, Span& span) const {
  const std::string_view line = without_return(m_window.text().substr(0, end));
  const std::size_t delimiter = position_of(m_delimiter, line, begin);
  span.size = std::min(delimiter, line.size()) - begin;
  check_returns(line.substr(0, begin + span.size), begin);
  return std::min(delimiter, end);
}

/// The offset behind the closing quote of the cell whose opening one is at `begin`.
std::size_t DelimitedRows::quoted_end(std::size_t begin, Span& span) {
  span.begin = begin + 1;
  for (std::size_t from = span.begin;;) {
    const std::size_t quote = position_of('"', m_window.text(), from);
    // Whether a quote at the very end is doubled shows the next byte.
    if (quote == kNone || quote + 1 == m_window.size()) {
      from = quote == kNone ? m_window.size() : quote;
      if (from > kRowBytes) {
        throw fault_at(begin, "the quote that opens here is not closed within " +
                                  base::human_bytes(kRowBytes));
      }
      if (m_window.grow()) continue;
      if (quote == kNone) throw fault_at(begin, "the quote that opens here is never closed");
    }
    if (quote + 1 < m_window.size() && m_window.text()[quote + 1] == '"') {
      span.doubled = true;
      from = quote + 2;
      continue;
    }
    span.size = quote - span.begin;
    return quote + 1;
  }
}

void DelimitedRows::check_behind_quote(std::size_t at, std::size_t end) const {
  const std::string_view rest = m_window.text().substr(at, end - at);
  if (without_return(rest).empty() || rest.front() == m_delimiter) return;
  throw fault_at(
      at, fmt::format("'{}' behind a closing quote, expected '{}' or the end of the line; "
                      "a quote inside a quoted cell is written twice",
                      base::printable(rest.substr(0, 1)), base::printable({&m_delimiter, 1})));
}

void DelimitedRows::collect_cells() {
  const std::span<char> bytes = m_window.bytes();
  for (const Span& span : m_spans) {
    char* const begin = bytes.data() + span.begin;
    char* end = begin + span.size;
    if (span.doubled) {
      // The first quote of each pair goes; the cells behind have offsets of their own.
      char* out = begin;
      for (const char* from = begin; from != end; ++from) {
        if (*from == '"') ++from;
        *out++ = *from;
      }
      end = out;
    }
    m_cells.emplace_back(begin, static_cast<std::size_t>(end - begin));
  }
}

base::FormatError DelimitedRows::fault(const std::string& what) const {
  return m_file.fault(fmt::format("line {}: {}", m_line, what));
}

base::FormatError DelimitedRows::fault_at(std::size_t offset, const std::string& what) const {
  return m_file.fault(fmt::format("line {}: {}", line_at(m_window.text(), offset, m_line), what));
}

}  // namespace setlist::formats
