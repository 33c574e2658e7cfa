#include "setlist/install/verification.hpp"

#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/parallel.hpp"
#include "setlist/install/installed.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;
using base::Progress;

enum class State : char { kSound, kMissing, kChanged };

State state_of(const fs::path& file, const catalog::ReceiptFile& stated) {
  std::error_code failure;
  const auto status = fs::symlink_status(file, failure);
  if (!fs::exists(status)) return State::kMissing;
  if (!fs::is_regular_file(status) || fs::file_size(file) != stated.size_bytes) {
    return State::kChanged;
  }
  return base::sha256_of_file(file).hex == stated.sha256 ? State::kSound : State::kChanged;
}

/// Files that nobody stated, such as what people put beside.
std::vector<std::string> unknown_files(const fs::path& folder, const catalog::Receipt& receipt) {
  std::vector<std::string> unknown;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_directory() && !entry.is_symlink()) continue;
    std::string path = entry.path().lexically_relative(folder).generic_string();
    const auto stated =
        std::ranges::lower_bound(receipt.files, path, {}, &catalog::ReceiptFile::path);
    const bool known = stated != receipt.files.end() && stated->path == path;
    if (!known && path != catalog::kReceiptName) unknown.push_back(std::move(path));
  }
  std::ranges::sort(unknown);
  return unknown;
}

}  // namespace

Verification verify(const catalog::DatasetEntry& entry, const base::ProgressCallback& progress) {
  const auto receipt = installed_receipt(entry, "verifying");
  Verification found{.dataset = entry.definition.name, .files = receipt.files.size()};
  for (const auto& file : receipt.files) found.bytes += file.size_bytes;
  std::vector<State> states(receipt.files.size());
  std::atomic<std::uint64_t> read{0};
  const auto caller = std::this_thread::get_id();
  base::in_parallel(states.size(), [&](std::size_t k) {
    const auto& file = receipt.files[k];
    states[k] = state_of(entry.folder() / file.path, file);
    read += file.size_bytes;
    if (std::this_thread::get_id() == caller) {
      base::report(progress,
                   {Progress::Phase::kVerify, found.dataset, file.path, read.load(), found.bytes});
    }
  });
  for (std::size_t k = 0; k < states.size(); ++k) {
    if (states[k] == State::kMissing) found.missing.push_back(receipt.files[k].path);
    if (states[k] == State::kChanged) found.changed.push_back(receipt.files[k].path);
  }
  found.unknown = unknown_files(entry.folder(), receipt);
  return found;
}

}  // namespace setlist::install
