#include "setlist/install/installed.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/song_facts.hpp"
#include "setlist/install/abandoned.hpp"
#include "setlist/install/layout.hpp"

#include <fmt/format.h>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;

void refuse_unknown(const catalog::DatasetEntry& entry, const catalog::Receipt& receipt) {
  std::size_t files = 0;
  for (const auto& found : fs::recursive_directory_iterator(entry.folder())) {
    files += found.is_directory() && !found.is_symlink() ? 0 : 1;
  }
  if (files <= receipt.files.size() + 1) return;  // the receipt itself is not in it
  throw base::UsageError(fmt::format(
      "removing {}: '{}' holds {} files that setlist did not put there, see 'setlist verify {}'; "
      "move them away, or remove all with --all",
      entry.definition.name, base::printable(entry.folder().string()),
      files - receipt.files.size() - 1, entry.definition.name));
}

}  // namespace

catalog::Receipt installed_receipt(const catalog::DatasetEntry& entry, std::string_view doing) {
  auto receipt = catalog::read_receipt(entry.folder());
  if (receipt) return *std::move(receipt);
  const bool there = fs::exists(fs::symlink_status(entry.folder()));
  throw base::NotInstalledError(
      fmt::format("{} {}: {}", doing, entry.definition.name,
                  there
                      ? fmt::format("'{}' has no receipt of setlist, or a damaged one; it was not "
                                    "installed by setlist",
                                    base::printable(entry.folder().string()))
                      : fmt::format("it is not installed; 'setlist install {}' installs it",
                                    entry.definition.name)),
      {.path = entry.folder().string(), .url = {}, .pointer = {}});
}

void remove(const catalog::DatasetEntry& entry, bool with_unknown) {
  const auto receipt = installed_receipt(entry, "removing");
  if (!with_unknown) refuse_unknown(entry, receipt);
  const Layout layout{entry.install_dir};
  remove_abandoned(layout.stages(), entry.definition.name);
  const base::TemporaryFolder away(layout.stages(), working_prefix(entry.definition.name));
  base::publish_folder(entry.folder(), away.path() / "removed");
  std::error_code failure;
  fs::remove_all(catalog::facts_file(entry.install_dir, receipt.digest).parent_path(), failure);
}

}  // namespace setlist::install
