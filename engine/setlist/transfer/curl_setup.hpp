#pragma once

#include "setlist/transfer/address.hpp"
#include "setlist/transfer/attempt.hpp"
#include "setlist/transfer/curl_handle.hpp"

#include <functional>
#include <string>

namespace setlist::transfer {

template <typename Value>
void set(CURL* easy, CURLoption option, Value value) {
  if (curl_easy_setopt(easy, option, value) != CURLE_OK) {
    throw base::Error(base::ExitCode::kBug, "downloading: libcurl refuses option " +
                                                std::to_string(static_cast<int>(option)));
  }
}

/// A handle that trusts, waits and reaches as all of ours do. `reach` outlives it.
[[nodiscard]] UniqueEasy new_easy(const std::string& url, const Context& context, Reach& reach);

/// Runs a transfer; calls `between` between two steps, where it may throw.
[[nodiscard]] CURLcode run(CURL* easy, const std::function<void()>& between);

}  // namespace setlist::transfer
