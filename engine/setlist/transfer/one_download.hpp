#pragma once

#include "setlist/transfer/download.hpp"
#include "setlist/transfer/limits.hpp"

namespace setlist::transfer {

/// Throws when a request makes no sense.
void check_request(const Request& request);

/// `download` of a request that was checked, within limits that others share.
[[nodiscard]] Received download_one(const Request& request, const Patience& patience,
                                    Limits& limits, const DownloadProgress& progress);

}  // namespace setlist::transfer
