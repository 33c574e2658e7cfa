#include "cli/new_file.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <cerrno>
#include <cstdio>
#include <memory>

namespace setlist::cli {

void write_new_file(const std::string& path, std::string_view text) {
  // "x": the file system itself refuses to replace anything.
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wxe"),
                                                             &std::fclose);
  if (!file && errno == EEXIST) {
    throw base::UsageError("writing '" + base::printable(path) +
                           "': it is there already; move it away or choose another --output");
  }
  if (!file) throw base::FileError("writing", path, errno);
  const bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  if (!written || std::fflush(file.get()) != 0) throw base::FileError("writing", path, errno);
}

}  // namespace setlist::cli
