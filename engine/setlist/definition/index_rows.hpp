#pragma once

#include "setlist/definition/index_expansion.hpp"
#include "setlist/definition/index_faults.hpp"
#include "setlist/definition/index_names.hpp"
#include "setlist/definition/index_table.hpp"
#include "setlist/definition/index_value.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::definition {

class RowReader;

/// A file to read rows from, and what the names of its pattern stand for.
struct TableFile {
  std::string name;
  std::filesystem::path path;
  std::vector<std::string> captures;
};

/// The files of a table, in the order of their names; nothing when one is not here.
[[nodiscard]] std::optional<std::vector<TableFile>> find_table_files(const IndexTable& table,
                                                                     const IndexInputs& inputs);

/// One row. Valid only during the visit.
class IndexRow {
 public:
  IndexRow(RowReader& reader, const TableFile& file, const formats::TableRow& row)
      : m_reader(reader), m_file(file), m_row(row) {}

  /// The value of what was asked for in that place.
  void look_up(std::size_t slot, IndexValue& value, RowMemory& memory) const;

  [[nodiscard]] const std::string& table() const { return m_file.name; }
  [[nodiscard]] std::size_t line() const { return m_row.line; }

 private:
  friend class RowReader;

  RowReader& m_reader;
  const TableFile& m_file;
  const formats::TableRow& m_row;
};

/// Reads the rows of tables of one shape. Not for two threads at once.
class RowReader {
 public:
  /// All outlive the reader. `names` are those of the table's pattern, or of the rule's own.
  RowReader(const formats::TableLayout& layout, std::span<const IndexFlags> flags,
            std::span<const std::string> names, const std::vector<AskedName>& asked,
            RowFaults& faults);

  /// Visits the rows in the order of the file. A column that is not there, or damage, is a fault.
  void read(const TableFile& file, const std::function<void(const IndexRow&)>& visit);

  /// Adds a warning for each name that no row of JSON or YAML had.
  void warn_of_unseen(const std::string& table);

 private:
  friend class IndexRow;
  struct Place {
    enum class Of : std::uint8_t { kCell, kRest, kFlags, kName, kKey, kPath } of = Of::kPath;
    std::size_t index = 0;
  };
  struct BoundFlags {
    std::vector<std::size_t> columns;
    std::string_view when;
  };

  void bind_to_paths();
  bool bind_to_columns(const TableFile& file, std::span<const std::string> columns);
  std::optional<Place> place_in_columns(const std::string& name,
                                        std::span<const std::string> columns) const;
  void bind_flags(const IndexFlags& flags, std::span<const std::string> columns);
  void look_up_path(const formats::TableRow& row, std::size_t slot, IndexValue& value,
                    RowMemory& memory);

  const formats::TableLayout& m_layout;
  std::span<const IndexFlags> m_flags;
  std::span<const std::string> m_names;
  const std::vector<AskedName>& m_asked;
  RowFaults& m_faults;
  std::vector<Place> m_places;
  std::vector<std::string> m_columns;
  std::vector<BoundFlags> m_bound_flags;
  std::vector<bool> m_seen;  ///< by slot, of paths
  bool m_any_tree = false;   ///< rows of JSON or YAML were read
};

}  // namespace setlist::definition
