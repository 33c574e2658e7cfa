#include "setlist/install/gathering.hpp"

#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include <fmt/format.h>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;
using base::Progress;

/// Gives a file a second name, so that another process may remove the first meanwhile. Where the
/// file system has no hard links the first name must do.
fs::path linked(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  fs::create_hard_link(from, to, failure);
  return failure ? from : to;
}

/// A verified archive of an earlier run; its bytes are read again, for disks forget.
std::optional<Fetched> kept(const PlannedResource& resource, const Layout& layout,
                            const fs::path& work) {
  for (const auto& digest : resource.digests) {
    const fs::path blob = layout.blob(digest);
    std::error_code failure;
    if (digest.algorithm != "sha256" || !fs::exists(blob, failure)) continue;
    const fs::path file = linked(blob, work / resource.id);
    if (base::sha256_of_file(file) == digest) {
      return Fetched{file, {resource.id, "", fs::file_size(file), digest.hex}, true};
    }
    fs::remove(file, failure);
    fs::remove(blob, failure);
  }
  return std::nullopt;
}

/// How far all downloads are together. The size of one may be known only once it has begun.
class Gauge {
 public:
  Gauge(const Plan& plan, std::size_t files, const base::ProgressCallback& progress)
      : m_plan(plan), m_progress(progress), m_done(files), m_total(files) {}

  void show(std::size_t file, const std::string& item, std::uint64_t done, std::uint64_t total) {
    m_done[file] = done;
    m_total[file] = total;
    const auto sum = [](const auto& all) {
      return std::accumulate(all.begin(), all.end(), std::uint64_t{0});
    };
    const bool all_known = std::ranges::find(m_total, 0U) == m_total.end();
    base::report(m_progress, {Progress::Phase::kDownload, m_plan.dataset,
                              m_done.size() == 1 ? item : "", sum(m_done),
                              all_known                  ? sum(m_total)
                              : m_plan.fetch_bytes_known ? m_plan.fetch_bytes
                                                         : 0});
  }

 private:
  const Plan& m_plan;
  const base::ProgressCallback& m_progress;
  std::vector<std::uint64_t> m_done;
  std::vector<std::uint64_t> m_total;
};

/// The user's own file, which stays where it is.
std::optional<Fetched> given(const PlannedResource& resource) {
  if (resource.given.empty()) return std::nullopt;
  const auto size = fs::file_size(resource.given);
  bool is_the_one = !resource.size_bytes || size == *resource.size_bytes;
  const auto sha256 = base::sha256_of_file(resource.given);
  for (const auto& digest : resource.digests) {
    is_the_one =
        is_the_one && (digest.algorithm == sha256.algorithm
                           ? digest == sha256
                           : digest == base::digest_of_file(resource.given, digest.algorithm));
  }
  if (!is_the_one) {
    throw base::ChecksumError(
        fmt::format("taking '{}' as '{}': it has {} bytes and {}, and is not the file that the "
                    "definition asks for; move it away and it is downloaded",
                    base::printable(resource.given.string()), resource.id, size, sha256.text()),
        {.path = resource.given.string(), .url = {}, .pointer = {}});
  }
  return Fetched{resource.given, {resource.id, "", size, sha256.hex}, true};
}

/// Names a verified file among those that a next run finds.
void keep(const fs::path& file, const base::Digest& sha256, const Layout& layout) {
  const fs::path blob = layout.blob(sha256);
  base::make_folders(blob.parent_path());
  std::error_code taken_or_no_links;
  fs::create_hard_link(file, blob, taken_or_no_links);
}

/// Where a file waits until it is whole: another one for each URL that it comes from.
fs::path unfinished(const PlannedResource& resource, const std::string& dataset,
                    const Layout& layout) {
  const std::string source = base::sha256(resource.urls.back()).hex.substr(0, 16);
  return layout.unfinished() / fmt::format("{}.{}.{}", dataset, resource.id, source);
}

/// Downloads resources into the work folder, several at once.
std::vector<Fetched> fetch(const Plan& plan, const std::vector<const PlannedResource*>& resources,
                           const Layout& layout, const fs::path& work,
                           const transfer::Patience& patience,
                           const base::ProgressCallback& progress) {
  auto access = transfer::environment_access();
  access.allow_private = access.allow_private || plan.with_mirrors;
  std::vector<transfer::Request> requests;
  for (const auto* resource : resources) {
    requests.push_back({.urls = resource->urls,
                        .into = work / resource->id,
                        .size_bytes = resource->size_bytes,
                        .limit_bytes = base::free_bytes(layout.install_dir),
                        .digests = resource->digests,
                        .keep_part = unfinished(*resource, plan.dataset, layout),
                        .access = access});
  }
  Gauge gauge(plan, requests.size(), progress);
  const auto received =
      transfer::download_all(requests, {.patience = patience},
                             [&](std::size_t k, std::uint64_t done, std::uint64_t total) {
                               gauge.show(k, resources[k]->id, done, total);
                             });
  std::vector<Fetched> fetched;
  for (std::size_t k = 0; k < received.size(); ++k) {
    keep(requests[k].into, received[k].sha256, layout);
    fetched.push_back(
        {requests[k].into,
         {resources[k]->id, received[k].url, received[k].size_bytes, received[k].sha256.hex}});
  }
  return fetched;
}

}  // namespace

std::vector<Fetched> gather(const Plan& plan, const Layout& layout, const fs::path& work,
                            const transfer::Patience& patience,
                            const base::ProgressCallback& progress) {
  std::vector<std::optional<Fetched>> all;
  std::vector<const PlannedResource*> missing;
  for (const auto& resource : plan.resources) {
    all.push_back(given(resource));
    if (!all.back()) all.back() = kept(resource, layout, work);
    if (!all.back()) missing.push_back(&resource);
  }
  auto next = missing.empty() ? std::vector<Fetched>{}
                              : fetch(plan, missing, layout, work, patience, progress);
  std::size_t taken = 0;
  std::vector<Fetched> fetched;
  for (auto& resource : all) {
    if (!resource) {
      resource = std::move(next[taken++]);
    }
    fetched.push_back(*std::move(resource));
  }
  return fetched;
}

}  // namespace setlist::install
