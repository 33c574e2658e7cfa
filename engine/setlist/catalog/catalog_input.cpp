#include "setlist/catalog/catalog_input.hpp"

#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/definition/definition_folder.hpp"

#include <chrono>

#include <sys/stat.h>

namespace setlist::catalog {
namespace {

namespace fs = std::filesystem;

/// Some file systems keep times to two seconds.
constexpr std::int64_t kYoungNs = 2'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// A pipe would wait for a writer, a device may never end.
std::string content_digest(const fs::path& path) {
  std::error_code failure;
  if (!fs::is_regular_file(path, failure)) return "not a plain file";
  try {
    return base::sha256_of_file(path).hex;
  } catch (const base::Error&) {
    return "unreadable";
  }
}

CatalogInput times_of(const fs::path& path) {
  CatalogInput input{.path = path};
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return input;
  input.device = status.st_dev;
  input.inode = status.st_ino;
  input.size = static_cast<std::uint64_t>(status.st_size);
  input.modified_ns = nanoseconds(status.st_mtim);
  input.changed_ns = nanoseconds(status.st_ctim);
  return input;
}

}  // namespace

std::int64_t now_ns() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
}

bool too_young(const CatalogInput& input, std::int64_t looked_ns) {
  return !input.folder && std::max(input.modified_ns, input.changed_ns) > looked_ns - kYoungNs;
}

CatalogInput look_at(const fs::path& path, std::int64_t now) {
  CatalogInput input = times_of(path);
  if (too_young(input, now)) input.digest = content_digest(path);
  return input;
}

CatalogInput look_at_folder(const fs::path& path) {
  std::string names;
  for (const fs::path& file : definition::definition_files(path)) {
    names += file.filename().string();
    names += '\0';
  }
  return {.path = path, .folder = true, .digest = base::sha256(names).hex};
}

bool unchanged(const CatalogInput& input, std::int64_t looked_ns) {
  if (input.folder) return look_at_folder(input.path).digest == input.digest;
  const CatalogInput now = times_of(input.path);
  return now.device == input.device && now.inode == input.inode && now.size == input.size &&
         now.modified_ns == input.modified_ns && now.changed_ns == input.changed_ns &&
         (!too_young(input, looked_ns) || content_digest(input.path) == input.digest);
}

}  // namespace setlist::catalog
