#pragma once

#include "setlist/transfer/download.hpp"

#include <chrono>
#include <ctime>
#include <optional>
#include <string_view>

namespace setlist::transfer {

/// A server that asks for a longer wait is believed, and given up for now.
inline constexpr std::chrono::seconds kLongestAskedWait{600};

/// A status that may go away by itself.
[[nodiscard]] bool is_transient_status(long status);

/// How long to wait after `failures` tries in a row (>= 1): between b and 2b, where b doubles with
/// each failure up to the longest delay. `jitter` is in [0, 1).
[[nodiscard]] std::chrono::milliseconds back_off(const Patience& patience, int failures,
                                                 double jitter);

/// What a Retry-After header asks for; nothing when it makes no sense. A date counts from the
/// server's own `date` header, for the local clock may be wrong.
[[nodiscard]] std::optional<std::chrono::seconds> asked_wait(std::string_view retry_after,
                                                             std::string_view date,
                                                             std::time_t now);

/// "3 d", "2 h", "7 s": rounded up, so that coming back then is not too early.
[[nodiscard]] std::string human_wait(std::chrono::seconds wait);

}  // namespace setlist::transfer
