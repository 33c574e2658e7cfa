#pragma once

#include "setlist/catalog/receipt.hpp"

#include <filesystem>

namespace setlist::install {

/// Writes the receipt into a staged dataset and returns its digest. Call last: its presence means
/// installed.
std::string write_receipt(const catalog::Receipt& receipt, const std::filesystem::path& stage);

}  // namespace setlist::install
