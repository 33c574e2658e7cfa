#pragma once

#include "setlist/transfer/attempt.hpp"

#include <functional>
#include <string>
#include <vector>

namespace setlist::transfer {

/// Why one URL was given up.
struct Failure {
  std::string url;  ///< as shown
  base::ExitCode code;
  std::string reason;
};

/// One try, and how many bytes are there before and after it.
struct Try {
  Outcome outcome;
  std::uint64_t before = 0;
  std::uint64_t after = 0;
};

/// Calls `attempt` until it is complete (true) or the URL is to be given up. `go_on` is false once
/// the server has shown that its ranges cannot be trusted.
[[nodiscard]] bool persist(const std::string& url, const Patience& patience, Ticker& ticker,
                           const std::function<Try(bool go_on)>& attempt,
                           std::vector<Failure>& failures);

/// Tries the URLs in order until one succeeds; throws when all were given up. The index of the one.
[[nodiscard]] std::size_t first_that_serves(
    const std::vector<std::string>& urls, const Patience& patience, Ticker& ticker,
    const std::string& path, const std::function<Try(const std::string& url, bool go_on)>& attempt);

/// Refuses URLs that are unsafe, before any connection.
void check_urls(const std::vector<std::string>& urls);

}  // namespace setlist::transfer
