#pragma once

#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/formats/table_file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace setlist::testing {

/// A table as it was visited.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< of a delimited table
  std::vector<std::size_t> lines;
  std::vector<std::string> keys;  ///< of JSON and YAML
  std::vector<base::Json> values;
};

inline Table table_of(const std::filesystem::path& file, const formats::TableLayout& layout = {}) {
  Table table;
  formats::read_table(
      file, layout,
      [&](std::span<const std::string> names) { table.columns.assign(names.begin(), names.end()); },
      [&](const formats::TableRow& row) {
        table.rows.emplace_back(row.cells.begin(), row.cells.end());
        table.lines.push_back(row.line);
        table.keys.emplace_back(row.key);
        if (row.value != nullptr) table.values.push_back(*row.value);
      });
  return table;
}

inline Table table_of(std::string_view name, std::string_view text,
                      const formats::TableLayout& layout = {}) {
  const Scratch scratch;
  return table_of(scratch.put(name, text), layout);
}

/// What the FormatError says behind "reading 'FOLDER/NAME': ", "" when the table is read.
inline std::string fault_of(std::string_view name, std::string_view text,
                            const formats::TableLayout& layout = {}) {
  const Scratch scratch;
  const auto file = scratch.put(name, text);
  try {
    (void)table_of(file, layout);
  } catch (const base::FormatError& error) {
    const std::string begin = "reading '" + file.string() + "': ";
    const std::string sentence = error.what();
    if (error.where().path != file.string() || !sentence.starts_with(begin)) return "?" + sentence;
    return sentence.substr(begin.size());
  }
  return {};
}

}  // namespace setlist::testing
