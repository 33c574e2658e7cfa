#include "setlist/install/installer.hpp"

#include "setlist/archive/unpack.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/names.hpp"
#include "setlist/base/text.hpp"
#include "setlist/install/abandoned.hpp"
#include "setlist/install/annotate.hpp"
#include "setlist/install/gathering.hpp"
#include "setlist/install/given_files.hpp"
#include "setlist/install/layout.hpp"
#include "setlist/install/measure.hpp"
#include "setlist/install/receipt_writer.hpp"
#include "setlist/install/staged_songs.hpp"
#include "setlist/install/steps.hpp"
#include "setlist/version.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;
using base::Progress;

/// What an archive may hold: more than any honest one of its size, and some more files than the
/// definition speaks of.
archive::UnpackLimits limits_of(const definition::Definition& definition,
                                std::uint64_t archive_bytes) {
  constexpr std::uint64_t kLeastBytes = 1ULL << 30U;
  constexpr std::uint64_t kLargestRatio = 200;
  constexpr std::uint64_t kPerFile = 4;
  std::uint64_t files = definition.index ? kPerFile * definition.index->count.value_or(0) : 0;
  for (const auto& song : definition.songs) {
    files += song.recordings.size() + song.sources.size() + song.ground_truth.size();
  }
  return {.bytes = std::max(kLeastBytes, archive_bytes * kLargestRatio),
          .entries = std::max(archive::UnpackLimits{}.entries, kPerFile * files)};
}

/// Puts a resource into the stage, or a folder of it: unpacked, or as a file named by its URL.
void place(const PlannedResource& resource, const Fetched& fetched,
           const definition::Definition& definition, const fs::path& stage,
           const InstallOptions& options) {
  const fs::path into = stage / resource.to;
  base::make_folders(into);
  if (!resource.unpack) {
    const std::string name =
        resource.urls.empty() ? fetched.file.filename().string() : file_name(resource.urls.back());
    if (const auto fault = base::unsafe_name(name)) {
      throw base::DefinitionError(fmt::format("placing the resource '{}': the file name '{}' {}",
                                              resource.id, base::printable(name), *fault));
    }
    fs::copy_file(fetched.file, into / name);
    return;
  }
  archive::UnpackOptions how;
  how.limits = limits_of(definition, fetched.record.size_bytes);
  how.filename_encoding = resource.filename_encoding;
  how.progress = [&](std::uint64_t bytes) {
    base::report(options.progress,
                 {Progress::Phase::kUnpack, definition.name, resource.id, bytes, 0});
  };
  (void)archive::unpack(fetched.file, into, how);
}

std::vector<catalog::ReceiptFile> listed(const fs::path& stage) {
  std::vector<catalog::ReceiptFile> files;
  for (const auto& file : fs::recursive_directory_iterator(stage)) {
    if (!file.is_regular_file()) continue;
    files.push_back({file.path().lexically_relative(stage).generic_string(), file.file_size(),
                     base::sha256_of_file(file.path()).hex});
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

/// Songs whose audio the archive did not hold: a definition that does not fit its data.
void add_missing(const definition::Definition& definition, const fs::path& root,
                 std::vector<catalog::FailedSong>& failed) {
  for (const auto& song : definition.songs) {
    for (const auto* paths : {&song.recordings, &song.sources}) {
      for (const auto& path : *paths) {
        std::error_code failure;
        if (fs::exists(root / path, failure)) continue;
        failed.push_back({song.id, "'" + path + "' is not among the files of the dataset"});
      }
    }
  }
}

/// False when another process published the very same dataset while this one worked: the first
/// wins.
bool publish(base::TemporaryFolder& stage, const catalog::DatasetEntry& entry) {
  try {
    base::publish_folder(stage.path(), entry.folder());
    stage.keep();
    return true;
  } catch (const base::FileError&) {
    if (look_at_disk(entry).installed) return false;
    throw;
  }
}

void remove_blobs(const catalog::Receipt& receipt, const Layout& layout) {
  for (const auto& resource : receipt.resources) {
    std::error_code ignored;
    fs::remove(layout.blob({"sha256", resource.sha256}), ignored);
  }
}

void check_space(const Plan& plan) {
  if (plan.free_bytes >= plan.peak_bytes) return;
  throw base::Error(base::ExitCode::kDiskFull,
                    fmt::format("installing {}: needs {} at its peak, {} are free on '{}'; free "
                                "some space or choose another --install-dir",
                                plan.dataset, base::human_bytes(plan.peak_bytes),
                                base::human_bytes(plan.free_bytes),
                                base::printable(plan.folder.parent_path().string())));
}

}  // namespace

InstallReport install(const catalog::DatasetEntry& entry, const Plan& plan,
                      const InstallOptions& options) {
  InstallReport report{.dataset = plan.dataset};
  if (plan.nothing_to_do) {
    report.was_installed = true;
    return report;
  }
  check_space(plan);
  const Layout layout{entry.install_dir};
  for (const auto& folder : {layout.parts(), layout.stages()}) {
    remove_abandoned(folder, plan.dataset);
  }
  catalog::Receipt receipt{entry.definition.name, entry.definition.version,
                           entry.definition.digest.text(), setlist::version()};
  const base::TemporaryFolder work(layout.parts(), working_prefix(plan.dataset));
  const auto fetched = gather(plan, layout, work.path(), options.patience, options.progress);
  for (const auto& resource : fetched) {
    receipt.resources.push_back(resource.record);
    if (!resource.was_here) report.fetched_bytes += resource.record.size_bytes;
  }
  base::TemporaryFolder stage(layout.stages(), working_prefix(plan.dataset));
  for (std::size_t r = 0; r < fetched.size(); ++r) {
    place(plan.resources[r], fetched[r], entry.definition, stage.path(), options);
  }
  take_steps(entry.definition.steps, stage.path(), [&](const fs::path& file, const fs::path& into) {
    archive::UnpackOptions how;
    how.limits = limits_of(entry.definition, fs::file_size(file));
    how.progress = [&](std::uint64_t bytes) {
      base::report(options.progress,
                   {Progress::Phase::kUnpack, plan.dataset, file.filename().string(), bytes, 0});
    };
    (void)archive::unpack(file, into, how);
  });
  const fs::path root =
      stage.path() / fs::path(entry.definition.root).lexically_relative(entry.definition.name);
  auto definition = entry.definition;
  if (definition.index) definition.songs = staged_songs(definition, stage.path());
  receipt.failed = annotate(definition, root, options.converters, options.progress);
  add_missing(definition, root, receipt.failed);
  base::report(options.progress, {Progress::Phase::kPublish, plan.dataset, "", 0, 0});
  receipt.files = listed(stage.path());
  receipt.digest = write_receipt(receipt, stage.path());
  keep_facts(measure(definition, root), entry.install_dir, receipt);
  base::sync_tree(stage.path());
  if (!publish(stage, entry)) report.was_installed = true;
  remove_blobs(receipt, layout);
  report.files = receipt.files.size();
  report.failed = std::move(receipt.failed);
  return report;
}

}  // namespace setlist::install
