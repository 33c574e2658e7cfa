#pragma once

#include "setlist/base/json.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::formats {

enum class TableKind { kDelimited, kJson, kJsonLines, kYaml };

/// How a table is written. The defaults follow the file's extension: .csv .tsv .json .jams .jsonl
/// .ndjson .yaml .yml. What does not belong to the kind of table is ignored.
struct TableLayout {
  std::optional<TableKind> kind;
  std::optional<char> delimiter;  ///< of kDelimited, one ASCII character; ',', or a tab in .tsv
  std::uint32_t header_rows = 1;  ///< non-empty cells of several are joined by '.'; 16 at most
  /// Names instead of those in the file. Without any, and `header_rows` 0: "1", "2", ...
  std::vector<std::string> columns;
  bool rest = false;   ///< the last column takes all further cells of its row, or none
  std::string rows;    ///< JSON pointer to the array or object of rows, in JSON and YAML
  bool whole = false;  ///< what is at `rows` (by default the document) is one row, in JSON and YAML
};

/// One row. Valid only during the visit.
struct TableRow {
  std::size_t line = 0;  ///< from 1, where the row begins; 0 when not known
  /// Of a delimited table: one cell a column, or more where the layout says `rest`. A last column
  /// that takes no cell at all is one empty cell.
  std::span<const std::string_view> cells;
  /// Of JSON and YAML: the row itself, never null then. Where the rows are the members of an
  /// object, `key` is the member's name.
  const base::Json* value = nullptr;
  std::string_view key;
};

/// Calls `visit` for every row in the order of the file. `columns` is called once before, with the
/// names of a delimited table's columns, which are unique but for empty ones; of other kinds,
/// never. Safe from many threads; what the callbacks throw passes through.
///
/// Delimited text is RFC 4180's: a cell that begins with '"' is quoted, with '"' doubled inside;
/// lines end in LF or CR LF, and empty ones are skipped. Rows have 1 MiB at most. JSON and YAML are
/// read whole, 64 MiB at most; JSON lines line by line.
///
/// Damage (a ragged row, an open quote, bytes that are not UTF-8, a column name twice, YAML with
/// aliases) throws base::FormatError naming file, line and what was expected; a layout that makes
/// no sense throws base::UsageError.
void read_table(const std::filesystem::path& file, const TableLayout& layout,
                const std::function<void(std::span<const std::string>)>& columns,
                const std::function<void(const TableRow&)>& visit);

}  // namespace setlist::formats
