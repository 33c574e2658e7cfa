#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/catalog/receipt.hpp"

#include <string_view>

namespace setlist::install {

/// The receipt of an installed dataset; "verifying" what is not installed is a NotInstalledError.
[[nodiscard]] catalog::Receipt installed_receipt(const catalog::DatasetEntry& entry,
                                                 std::string_view doing);

/// Takes an installed dataset away: gone at once, by one rename, then its files are removed. What
/// setlist did not put there goes too, so files that the receipt does not state are refused unless
/// `with_unknown`. Safe to repeat after a crash.
void remove(const catalog::DatasetEntry& entry, bool with_unknown = false);

}  // namespace setlist::install
