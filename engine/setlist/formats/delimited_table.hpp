#pragma once

#include "setlist/formats/media_file.hpp"
#include "setlist/formats/table_file.hpp"

namespace setlist::formats {

/// `read_table` for a delimited file that is open.
void read_delimited(const MediaFile& file, const TableLayout& layout, char delimiter,
                    const std::function<void(std::span<const std::string>)>& columns,
                    const std::function<void(const TableRow&)>& visit);

}  // namespace setlist::formats
