#pragma once

#include "setlist/base/json_reader.hpp"
#include "setlist/formats/media_file.hpp"
#include "setlist/formats/table_file.hpp"

namespace setlist::formats {

/// The rows of a document, JSON or YAML: those at `layout.rows`.
void visit_rows(const base::Json& document, const TableLayout& layout, const MediaFile& file,
                const std::function<void(const TableRow&)>& visit);

/// `read_table` for JSON lines: each line a document and a row, with the limits of a document.
void read_json_lines(const MediaFile& file, const std::function<void(const TableRow&)>& visit);

/// The error of a document that cannot be parsed; `line` is where all of it stands, 0 when it is
/// the whole file.
[[nodiscard]] base::FormatError document_fault(const MediaFile& file, const base::JsonFault& fault,
                                               std::size_t line = 0);

}  // namespace setlist::formats
