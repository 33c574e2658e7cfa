#pragma once

#include "setlist/transfer/attempt.hpp"

#include <chrono>
#include <optional>
#include <string_view>

#include <curl/curl.h>

namespace setlist::transfer {

/// What a status other than 200 means.
[[nodiscard]] Outcome outcome_of_status(long status, std::optional<std::chrono::seconds> asked);

/// What a transfer that libcurl gave up means; `detail` is the text of libcurl's error buffer.
[[nodiscard]] Outcome outcome_of_failure(CURLcode result, std::string_view detail);

}  // namespace setlist::transfer
