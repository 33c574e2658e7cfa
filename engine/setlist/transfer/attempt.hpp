#pragma once

#include "setlist/base/error.hpp"
#include "setlist/transfer/download.hpp"
#include "setlist/transfer/limits.hpp"
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
    kWrong,      ///< not what was promised
    kStale,      ///< what is there does not belong to what the server has
    kTransient,  ///< may work later
    kFinal       ///< will not work here
  };
  Kind kind = Kind::kFinal;
  base::ExitCode code = base::ExitCode::kNetwork;
  std::string reason = {};
  std::optional<std::chrono::seconds> asked_wait = {};  ///< the server's Retry-After
};

/// What all tries of a call share.
struct Context {
  const Access& access;
  const Patience& patience;
  Limits& limits;
  Ticker& ticker;
};

/// One try over http or https. What the file system, the quota or the callback throws passes.
/// `go_on`: from where the last try broke off, if the server lets us.
[[nodiscard]] Outcome fetch_http(const std::string& url, const Request& request, bool go_on,
                                 const Context& context, Reception& reception);

/// One try over ftp or ftps.
[[nodiscard]] Outcome fetch_ftp(const std::string& url, bool go_on, const Context& context,
                                Reception& reception);

/// One try to copy the regular file behind a file: URL.
[[nodiscard]] Outcome fetch_file(const std::string& url, const Request& request,
                                 Reception& reception, Ticker& ticker);

}  // namespace setlist::transfer
