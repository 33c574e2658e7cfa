#pragma once

#include "setlist/base/digest.hpp"

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
  std::vector<std::string> urls = {};  ///< in order of preference: http, https, or file (absolute)
  std::filesystem::path into = {};     ///< made by this call; must not exist
  std::optional<std::uint64_t> size_bytes = {};  ///< when known, another size is an error
  std::uint64_t limit_bytes = UINT64_MAX;        ///< quota; stops a body without end
  std::vector<base::Digest> digests = {};        ///< all must hold
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

/// Fetches and verifies one file. Transient failures are tried again; a final one goes to the next
/// URL. When it throws, `into` is gone. Safe to call from many threads.
[[nodiscard]] Received download(const Request& request, const Patience& patience = {},
                                const DownloadProgress& progress = {});

/// The URL without user, password, and secrets in the query; for messages.
[[nodiscard]] std::string shown(const std::string& url);

/// What is wrong with a URL of a definition ("has no scheme", "uses gopher"), or nothing.
[[nodiscard]] std::optional<std::string> unsafe_url(const std::string& url);

}  // namespace setlist::transfer
