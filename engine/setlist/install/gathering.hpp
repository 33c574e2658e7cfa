#pragma once

#include "setlist/base/progress.hpp"
#include "setlist/catalog/receipt.hpp"
#include "setlist/install/layout.hpp"
#include "setlist/install/plan.hpp"
#include "setlist/transfer/download.hpp"

#include <filesystem>
#include <vector>

namespace setlist::install {

/// A resource that lies on disk with its digest verified.
struct Fetched {
  std::filesystem::path file;
  catalog::ReceiptResource record;
  bool was_here = false;  ///< since an earlier run
};

/// Every resource of a plan, in its order, in the folder `work`, kept from an earlier run, or the
/// user's own file.
/// Several are fetched at once; what breaks off is gone on with, also by the next run.
[[nodiscard]] std::vector<Fetched> gather(const Plan& plan, const Layout& layout,
                                          const std::filesystem::path& work,
                                          const transfer::Patience& patience,
                                          const base::ProgressCallback& progress);

}  // namespace setlist::install
