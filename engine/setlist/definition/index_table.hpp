#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/base/json.hpp"
#include "setlist/definition/file_pattern.hpp"
#include "setlist/formats/table_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace setlist::definition {

/// A column made of many: the names of those whose cell is `when`.
struct IndexFlags {
  std::string name;
  std::vector<std::string> range;   ///< the first and the last column; empty for all
  std::vector<std::string> except;  ///< columns of the range that are no flags
  std::string when;
};

/// A table as a rule states it, or several of one shape.
struct IndexTable {
  std::string
      file;  ///< "RESOURCE:FILE" or a path relative to the root; empty when `files` is there
  std::optional<FilePattern> files;  ///< its names become columns
  formats::TableLayout layout;
  std::vector<IndexFlags> flags;
};

/// Reads `table`, which is a text or an object; what is wrong with it is added to `out`. The name
/// in `file` is not checked: it may be a template.
[[nodiscard]] IndexTable read_index_table(const base::Json& value, const std::string& pointer,
                                          base::Diagnostics& out);

/// What is wrong with the name of a table, or nothing.
[[nodiscard]] std::optional<std::string> table_name_fault(std::string_view name);

/// A pattern, with its fault, if there is one, added to `out`.
[[nodiscard]] std::optional<FilePattern> read_file_pattern(const std::string& text,
                                                           const std::string& pointer,
                                                           base::Diagnostics& out);

/// Cells divided by a character, says the layout or else the name's extension.
[[nodiscard]] bool is_delimited(const IndexTable& table);

}  // namespace setlist::definition
