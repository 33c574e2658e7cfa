#include "setlist/base/error.hpp"
#include "setlist/formats/table_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace setlist::formats;

/// The first byte says how the rest is written.
TableLayout layout_of(unsigned choice) {
  TableLayout layout;
  layout.kind = static_cast<TableKind>(choice % 4);
  layout.delimiter = ",\t;"[choice / 4 % 3];
  layout.header_rows = choice / 12 % 3;
  layout.rest = choice / 36 % 2 != 0;
  layout.whole = layout.rest;
  if (choice / 72 % 2 != 0) layout.columns = {"a", "b"};
  if (choice / 144 % 2 != 0) layout.rows = "/a";
  return layout;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const int descriptor = ::memfd_create("table", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
  if (size == 0) return 0;
  if (descriptor < 0 || ::ftruncate(descriptor, 0) != 0) std::abort();
  if (::pwrite(descriptor, data + 1, size - 1, 0) != static_cast<ssize_t>(size - 1)) std::abort();
  const TableLayout layout = layout_of(*data);
  const bool delimited = layout.kind == TableKind::kDelimited;
  std::size_t columns = 0;
  std::size_t line = 0;
  try {
    read_table(
        path, layout, [&](auto names) { columns = names.size(); },
        [&](const TableRow& row) {
          if (delimited != (row.value == nullptr)) std::abort();
          if (row.cells.size() < columns) std::abort();
          if (!layout.rest && row.cells.size() != columns) std::abort();
          if (delimited && row.line <= line) std::abort();
          line = row.line;
        });
  } catch (const setlist::base::FormatError&) {
  }
  return 0;
}
