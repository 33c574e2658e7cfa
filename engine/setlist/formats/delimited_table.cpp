#include "setlist/formats/delimited_table.hpp"

#include "setlist/base/text.hpp"
#include "setlist/formats/delimited_rows.hpp"

#include <unordered_map>

#include <fmt/format.h>

namespace setlist::formats {
namespace {

/// Their cells are kept, so that their number bounds memory.
constexpr std::uint32_t kHeaderRowsLimit = 16;

std::string counted(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

void check_layout(const TableLayout& layout, const MediaFile& file, char delimiter) {
  const std::string doing = fmt::format("reading '{}'", base::printable(file.path()));
  const auto code = static_cast<unsigned char>(delimiter);
  if (code == 0 || code > 126 || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
    throw base::UsageError(
        fmt::format("{}: the delimiter is byte {}, expected an ASCII character "
                    "that is neither a quote nor the end of a line",
                    doing, code));
  }
  if (layout.header_rows > kHeaderRowsLimit) {
    throw base::UsageError(fmt::format("{}: {} header rows, expected {} at most", doing,
                                       layout.header_rows, kHeaderRowsLimit));
  }
}

void check_cells(const DelimitedRows& rows, std::size_t columns, bool rest) {
  const std::size_t cells = rows.cells().size();
  if (cells == columns || (rest && cells + 1 >= columns)) return;
  throw rows.fault(fmt::format("{}, expected {}{}", counted(cells, "cell"), columns,
                               rest ? " or more" : "; cells that hold the delimiter need quotes"));
}

/// The names in the header rows, column by column.
std::vector<std::string> header_names(DelimitedRows& rows, const TableLayout& layout) {
  std::vector<std::string> names;
  for (std::uint32_t row = 0; row < layout.header_rows; ++row) {
    if (!rows.next()) {
      throw rows.fault(fmt::format("the file ends here, expected {}",
                                   counted(layout.header_rows - row, "more header row")));
    }
    if (row == 0) names.resize(rows.cells().size());
    check_cells(rows, names.size(), false);
    for (std::size_t column = 0; column < names.size(); ++column) {
      const std::string_view cell = rows.cells()[column];
      if (!cell.empty() && !names[column].empty()) names[column] += '.';
      names[column] += cell;
    }
  }
  return names;
}

std::vector<std::string> numbers(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= count; ++i) names.push_back(std::to_string(i));
  return names;
}

void check_names(const std::vector<std::string>& names, const MediaFile& file) {
  std::unordered_map<std::string_view, std::size_t> known;
  for (std::size_t column = 0; column < names.size(); ++column) {
    if (names[column].empty()) continue;
    if (const auto [first, added] = known.emplace(names[column], column); !added) {
      throw file.fault(fmt::format("columns {} and {} are both named '{}', expected each name once",
                                   first->second + 1, column + 1, base::printable(names[column])));
    }
  }
}

struct Start {
  std::vector<std::string> names;
  bool row = false;  ///< is there a row below the names
};

/// Reads on to the first row below the header: without names it says how many columns there are.
Start start_of(DelimitedRows& rows, const TableLayout& layout) {
  Start start{header_names(rows, layout)};
  if (!layout.columns.empty()) {
    if (layout.header_rows != 0) check_cells(rows, layout.columns.size(), layout.rest);
    start.names = layout.columns;
  }
  start.row = rows.next();
  const bool unnamed = layout.header_rows == 0 && layout.columns.empty();
  if (unnamed && start.row) start.names = numbers(rows.cells().size());
  return start;
}

}  // namespace

void read_delimited(const MediaFile& file, const TableLayout& layout, char delimiter,
                    const std::function<void(std::span<const std::string>)>& columns,
                    const std::function<void(const TableRow&)>& visit) {
  check_layout(layout, file, delimiter);
  DelimitedRows rows(file, delimiter);
  const auto [names, any_row] = start_of(rows, layout);
  check_names(names, file);
  if (columns) columns(names);
  std::vector<std::string_view> padded;
  for (bool more = any_row; more; more = rows.next()) {
    check_cells(rows, names.size(), layout.rest);
    TableRow row{.line = rows.line(), .cells = rows.cells()};
    if (row.cells.size() < names.size()) {
      padded.assign(row.cells.begin(), row.cells.end());
      padded.emplace_back();
      row.cells = padded;
    }
    visit(row);
  }
}

}  // namespace setlist::formats
