#include "setlist/install/plan.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/receipt.hpp"
#include "setlist/install/given_files.hpp"
#include "setlist/install/layout.hpp"
#include "setlist/install/steps.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;

/// Unpacked audio is rarely much larger than its archive; annotations are small beside it.
constexpr std::uint64_t kUnpackedPerByte = 2;

/// A path as a URL writes it: everything but letters, digits and a few marks as %XX.
std::string percent_encoded(const std::string& path) {
  constexpr std::string_view kPlain = "-._~/";
  std::string url;
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || kPlain.find(c) != std::string_view::npos) {
      url += c;
    } else {
      url += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return url;
}

/// "file:NAME" is relative to the definition; the plan makes it absolute. NAME is a URL's already.
std::string absolute_url(const std::string& url, const fs::path& definition) {
  if (!url.starts_with("file:") || url.starts_with("file:/")) return url;
  const fs::path folder = fs::absolute(definition).parent_path();
  return "file:" + percent_encoded(folder.string()) + "/" + url.substr(5);
}

std::vector<std::string> urls_of(const definition::Resource& resource, const fs::path& definition,
                                 const std::vector<std::string>& mirrors) {
  std::vector<std::string> urls;
  if (!resource.digests.empty() && !resource.urls.empty()) {
    for (const auto& mirror : mirrors) {
      const std::string_view slash = mirror.ends_with('/') ? "" : "/";
      urls.push_back(mirror + std::string(slash) + file_name(resource.urls.front()));
    }
  }
  for (const auto& url : resource.urls) urls.push_back(absolute_url(url, definition));
  return urls;
}

[[noreturn]] void refuse_unfetched(const definition::Definition& definition,
                                   const definition::Resource& resource) {
  throw base::UsageError(fmt::format(
      "planning {0}: '{1}' must be fetched by hand: {2}; when it is here, give its folder: "
      "'setlist install {0} --from FOLDER'",
      definition.name, base::printable(resource.id), base::printable(resource.manual, 500)));
}

PlannedResource planned(const definition::Resource& resource, const catalog::DatasetEntry& entry,
                        const DiskState& disk, const std::vector<std::string>& mirrors) {
  PlannedResource out{resource.id,
                      urls_of(resource, entry.definition.file, mirrors),
                      resource.size_bytes,
                      resource.digests,
                      resource.unpack,
                      resource.to,
                      false,
                      resource.filename_encoding,
                      {}};
  const auto given = disk.given.find(resource.id);
  if (given != disk.given.end()) out.given = given->second;
  out.keep = std::any_of(resource.digests.begin(), resource.digests.end(), [&](const auto& digest) {
    return std::find(disk.verified.begin(), disk.verified.end(), digest.hex) != disk.verified.end();
  });
  if (resource.urls.empty() && out.given.empty() && !out.keep) {
    refuse_unfetched(entry.definition, resource);
  }
  return out;
}

std::size_t distinct_annotations(const definition::Definition& definition) {
  std::set<std::string> paths;
  for (const auto& song : definition.songs) {
    paths.insert(song.ground_truth.begin(), song.ground_truth.end());
  }
  return definition.conversion.empty() ? 0 : paths.size();
}

void refuse_impossible(const catalog::DatasetEntry& entry, const DiskState& disk) {
  const auto& name = entry.definition.name;
  const std::string folder = base::printable(entry.folder().string());
  if (disk.folder_in_the_way) {
    throw base::Error(base::ExitCode::kFileSystem,
                      fmt::format("planning {}: '{}' exists and was not made by setlist; move it "
                                  "away or choose another --install-dir",
                                  name, folder),
                      {.path = entry.folder().string(), .url = {}, .pointer = {}});
  }
  if (disk.other_version) {
    throw base::Error(base::ExitCode::kFileSystem,
                      fmt::format("planning {}: '{}' holds a dataset made from another definition; "
                                  "this version of setlist does not update, so move it away first",
                                  name, folder),
                      {.path = entry.folder().string(), .url = {}, .pointer = {}});
  }
  if (entry.definition.resources.empty()) {
    throw base::DefinitionError(
        fmt::format("planning {}: its definition '{}' names nothing to download", name,
                    base::printable(entry.definition.file.string())),
        {.path = entry.definition.file.string(), .url = {}, .pointer = "/install/resources"});
  }
}

}  // namespace

DiskState look_at_disk(const catalog::DatasetEntry& entry, const fs::path& from) {
  DiskState disk;
  std::error_code failure;
  const auto receipt = catalog::read_receipt(entry.folder());
  disk.installed = receipt && receipt->definition_digest == entry.definition.digest.text();
  disk.other_version = receipt && !disk.installed;
  disk.folder_in_the_way = !receipt && fs::exists(fs::symlink_status(entry.folder(), failure));
  const Layout layout{entry.install_dir};
  for (const auto& resource : entry.definition.resources) {
    for (const auto& digest : resource.digests) {
      if (fs::exists(layout.blob(digest), failure)) disk.verified.push_back(digest.hex);
    }
  }
  if (!from.empty() && !disk.installed) disk.given = given_files(entry.definition, from);
  disk.free_bytes = base::free_bytes(entry.install_dir);
  return disk;
}

Plan plan(const catalog::DatasetEntry& entry, const DiskState& disk,
          const std::vector<std::string>& mirrors) {
  const auto& definition = entry.definition;
  Plan plan;
  plan.dataset = definition.name;
  plan.version = definition.version;
  plan.folder = entry.folder();
  plan.license = definition.license;
  plan.citation = definition.citation;
  plan.songs = definition.index ? definition.index->count.value_or(0) : definition.songs.size();
  plan.free_bytes = disk.free_bytes;
  plan.with_mirrors = !mirrors.empty();
  plan.nothing_to_do = disk.installed;
  if (plan.nothing_to_do) return plan;
  refuse_impossible(entry, disk);
  for (const auto& step : definition.steps) plan.steps.push_back(to_text(step));
  plan.annotations = distinct_annotations(definition);
  for (const auto& resource : definition.resources) {
    plan.resources.push_back(planned(resource, entry, disk, mirrors));
    const auto& added = plan.resources.back();
    const std::uint64_t size = added.size_bytes.value_or(0);
    if (!added.keep && added.given.empty()) {
      plan.fetch_bytes += size;
      plan.fetch_bytes_known = plan.fetch_bytes_known && added.size_bytes.has_value();
      plan.peak_bytes += size;
    }
    plan.peak_bytes += added.unpack ? size * kUnpackedPerByte : size;
  }
  return plan;
}

}  // namespace setlist::install
