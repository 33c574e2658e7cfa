#pragma once

#include "setlist/base/error.hpp"
#include "setlist/transfer/download.hpp"
#include "setlist/transfer/reception.hpp"
#include "setlist/transfer/ticker.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace setlist::transfer {

/// How one try to fetch a URL ended.
struct Outcome {
  enum class Kind {
    kComplete,   ///< the body came whole, as far as the server tells
    kUncertain,  ///< it ended without saying how long it is: it may be cut
    kWrong,      ///< larger than promised
    kTransient,  ///< may work later
    kFinal       ///< will not work here
  };
  Kind kind = Kind::kFinal;
  base::ExitCode code = base::ExitCode::kNetwork;
  std::string reason = {};
  std::optional<std::chrono::seconds> asked_wait = {};  ///< the server's Retry-After
};

/// One try over http or https. What the file system, the quota or the callback throws passes.
[[nodiscard]] Outcome fetch_http(const std::string& url, const Request& request,
                                 const Patience& patience, Reception& reception, Ticker& ticker);

/// One try to copy the regular file behind a file: URL.
[[nodiscard]] Outcome fetch_file(const std::string& url, const Request& request,
                                 Reception& reception, Ticker& ticker);

}  // namespace setlist::transfer
