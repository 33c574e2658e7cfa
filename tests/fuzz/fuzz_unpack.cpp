#include "setlist/archive/unpack.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/names.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <set>

namespace {

namespace fs = std::filesystem;
using namespace setlist;

constexpr archive::UnpackLimits kLimits{.bytes = 1U << 20U, .entries = 64};

void demand(bool condition) {
  if (!condition) std::abort();
}

/// Only plain files and folders, with safe names, within the quota. Returns the files.
std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> files;
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto status = entry.symlink_status();
    const std::string path = entry.path().lexically_relative(folder).string();
    demand(!base::unsafe_path(path));
    if (status.type() == fs::file_type::directory) continue;
    demand(status.type() == fs::file_type::regular);
    demand((status.permissions() & fs::perms::set_uid) == fs::perms::none);
    bytes += entry.file_size();
    files.insert(path);
  }
  demand(bytes <= kLimits.bytes && files.size() <= kLimits.entries);
  return files;
}

}  // namespace

/// Whatever the bytes: nothing changes beside the folder, and what is returned is what is there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::TemporaryFolder root(fs::temp_directory_path(), "setlist-fuzz");
  const fs::path into = root.path() / "into";
  fs::create_directory(into);
  std::ofstream(root.path() / "a.zip", std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  try {
    std::set<std::string> returned;
    for (const auto& file : archive::unpack(root.path() / "a.zip", into, {.limits = kLimits})) {
      demand(fs::file_size(into / file.path) == file.size_bytes);
      demand(returned.insert(file.path).second);
    }
    demand(files_in(into) == returned);
  } catch (const base::ArchiveError&) {
    files_in(into);
  }
  demand(fs::file_size(root.path() / "a.zip") == size);
  demand(std::distance(fs::directory_iterator(root.path()), fs::directory_iterator()) == 2);
  return 0;
}
