#pragma once

#include "setlist/base/digest.hpp"
#include "setlist/transfer/access.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace setlist::transfer {

/// One file to fetch.
struct Request {
  /// In order of preference: https, http, ftps, ftp, or file (absolute).
  std::vector<std::string> urls = {};
  std::filesystem::path into = {};               ///< made by this call; must not exist
  std::optional<std::uint64_t> size_bytes = {};  ///< when known, another size is an error
  std::uint64_t limit_bytes = UINT64_MAX;        ///< quota; stops a body without end
  std::vector<base::Digest> digests = {};        ///< all must hold
  /// A folder on the file system of `into`, made when needed: there the bytes wait while the file
  /// is not whole, also for the next process; gone when it is. Empty: nothing outlives the call.
  std::filesystem::path keep_part = {};
  Access access = environment_access();
};

/// Patience. The defaults suit the open internet.
struct Patience {
  int tries_without_progress = 8;
  std::chrono::milliseconds first_delay{500};
  std::chrono::milliseconds longest_delay{60'000};
  std::chrono::seconds silence{60};  ///< below 100 B/s for so long counts as a failure
};

struct Received {
  std::string url;  ///< the one that served the file, without credentials
  std::uint64_t size_bytes = 0;
  base::Digest sha256;
};

/// Called with bytes received and expected (0 when not known), also while nothing arrives, several
/// times a second, from the thread that called `download`; may throw to stop.
using DownloadProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Fetches and verifies one file. A transient failure goes on where it broke off; a final one goes
/// to the next URL. When it throws, `into` is not there. Safe to call from many threads.
[[nodiscard]] Received download(const Request& request, const Patience& patience = {},
                                const DownloadProgress& progress = {});

struct BatchOptions {
  Patience patience = {};
  std::size_t at_once = 8;
  std::size_t per_host = 4;            ///< connections to one host and port
  std::uint64_t bytes_per_second = 0;  ///< of all together; 0: no limit
};

/// As DownloadProgress, for the file `index` of the batch; from the thread that called.
using BatchProgress =
    std::function<void(std::size_t index, std::uint64_t done, std::uint64_t total)>;

/// Fetches several files at once, in the order of the requests. The first failure stops the rest
/// and is thrown; files that were whole by then stay.
[[nodiscard]] std::vector<Received> download_all(const std::vector<Request>& requests,
                                                 const BatchOptions& options = {},
                                                 const BatchProgress& progress = {});

/// The URL without user, password, and secrets in the query; for messages.
[[nodiscard]] std::string shown(const std::string& url);

/// What is wrong with a URL of a definition ("has no scheme", "uses gopher"), or nothing.
[[nodiscard]] std::optional<std::string> unsafe_url(const std::string& url);

}  // namespace setlist::transfer
