#pragma once

#include "setlist/base/progress.hpp"
#include "setlist/catalog/catalog.hpp"
#include "setlist/catalog/receipt.hpp"
#include "setlist/convert/converter.hpp"
#include "setlist/install/plan.hpp"
#include "setlist/transfer/download.hpp"

#include <string>
#include <vector>

namespace setlist::install {

struct InstallOptions {
  base::ProgressCallback progress;
  transfer::Patience patience;
  convert::Registry converters = convert::builtin_converters();
};

struct InstallReport {
  std::string dataset;
  bool was_installed = false;  ///< nothing had to be done
  std::uint64_t fetched_bytes = 0;
  std::size_t files = 0;
  std::vector<catalog::FailedSong> failed;  ///< songs without annotation, with the reason
};

/// Does what a plan says: fetch, verify, unpack into a stage, convert, write the receipt, publish
/// by one rename. Killed anywhere, the dataset is absent; run again, verified archives are not
/// fetched twice. Throws what ends it; songs that cannot be converted are in the report.
[[nodiscard]] InstallReport install(const catalog::DatasetEntry& entry, const Plan& plan,
                                    const InstallOptions& options = {});

}  // namespace setlist::install
