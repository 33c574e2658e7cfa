#include "setlist/install/given_files.hpp"

#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;
using definition::Resource;

std::vector<fs::path> files_in(const fs::path& folder) {
  std::error_code failure;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  if (failure) {
    throw base::UsageError(fmt::format("looking for files in '{}': {}; expected a folder",
                                       base::printable(folder.string()), failure.message()));
  }
  std::ranges::sort(files);
  return files;
}

bool is_the_one(const Resource& resource, const fs::path& file) {
  if (resource.size_bytes && fs::file_size(file) != *resource.size_bytes) return false;
  return std::ranges::all_of(resource.digests, [&](const base::Digest& digest) {
    return base::digest_of_file(file, digest.algorithm) == digest;
  });
}

std::optional<fs::path> by_name(const Resource& resource, const std::vector<fs::path>& files) {
  for (const auto& url : resource.urls) {
    for (const auto& file : files) {
      if (file.filename() == file_name(url)) return file;
    }
  }
  return std::nullopt;
}

/// What a person was asked to fetch may have any name.
std::optional<fs::path> by_content(const Resource& resource, const std::vector<fs::path>& files) {
  for (const auto& file : files) {
    if (!resource.digests.empty() && is_the_one(resource, file)) return file;
  }
  for (const auto& file : files) {
    if (file.stem() == resource.id || file.filename() == resource.id) return file;
  }
  return std::nullopt;
}

}  // namespace

std::string file_name(const std::string& url) {
  const std::string path = url.substr(0, url.find_first_of("?#"));
  return path.substr(path.find_last_of("/:") + 1);
}

std::map<std::string, fs::path> given_files(const definition::Definition& definition,
                                            const fs::path& folder) {
  std::map<std::string, fs::path> given;
  const auto files = files_in(folder);
  for (const auto& resource : definition.resources) {
    auto file = by_name(resource, files);
    if (!file && resource.urls.empty()) file = by_content(resource, files);
    if (file) given.emplace(resource.id, fs::absolute(*file));
  }
  return given;
}

}  // namespace setlist::install
