#include "setlist/base/data_folder.hpp"

#include "setlist/base/error.hpp"

#include <cstdlib>

#include <dlfcn.h>

#ifndef SETLIST_INSTALLED_DATA
#error "the build defines SETLIST_INSTALLED_DATA"
#endif

namespace setlist::base {
namespace fs = std::filesystem;

fs::path own_binary() {
  std::error_code failure;
  Dl_info info{};
  if (::dladdr(reinterpret_cast<const void*>(&data_folder), &info) != 0 && info.dli_fname) {
    const fs::path own = fs::canonical(info.dli_fname, failure);
    if (!failure) return own;
  }
  // A static program gives its argv[0], which need not be a path.
  return fs::read_symlink("/proc/self/exe", failure);
}

fs::path data_folder() {
  if (const char* given = std::getenv("SETLIST_DATA"); given && *given) return given;
  const fs::path own = own_binary().parent_path();
  for (const fs::path& candidate : {own / "share/setlist", own.parent_path() / "share/setlist",
                                    fs::path(SETLIST_INSTALLED_DATA)}) {
    std::error_code failure;
    if (fs::is_directory(candidate / "definitions", failure)) return candidate;
  }
  throw Error(ExitCode::kFileSystem,
              "looking for the packaged definitions: none beside '" + own.string() +
                  "'; set SETLIST_DATA to the folder that holds 'definitions'");
}

}  // namespace setlist::base
