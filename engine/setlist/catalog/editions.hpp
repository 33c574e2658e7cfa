#pragma once

#include "setlist/catalog/catalog.hpp"

#include <vector>

namespace setlist::catalog {

/// Which datasets are left out of a collection unless they are asked for: of several editions of
/// the same performances (`variant_of`) all but one, so that nothing counts twice. That one is the
/// only edition installed; else the one that is no variant; else the first.
[[nodiscard]] std::vector<bool> left_out(const std::vector<DatasetEntry>& datasets);

}  // namespace setlist::catalog
