#pragma once

#include "setlist/transfer/download.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace setlist::transfer {

struct RangeOptions {
  Access access = environment_access();
  Patience patience = {};
  DownloadProgress progress = {};
  /// Of an earlier answer: bytes of another version of the file are refused.
  std::string version = {};
};

struct RangeAnswer {
  enum class Kind {
    kBytes,
    kIgnored  ///< every server would send the whole file; none of it was read
  };
  Kind kind = Kind::kBytes;
  std::string bytes = {};        ///< fewer than asked for at the end of the file
  std::uint64_t size_bytes = 0;  ///< of the file
  std::string version = {};      ///< names this very file on this server; "" when nothing does
  std::string url = {};          ///< the one that served, without credentials
};

/// Some bytes of a remote file, held in memory: https, http or file; ftp is as a server that
/// ignores ranges. With the trust, the retries and the mirrors of `download`.
[[nodiscard]] RangeAnswer fetch_range(const std::vector<std::string>& urls, std::uint64_t offset,
                                      std::uint64_t length, const RangeOptions& options = {});

struct RemoteFile {
  std::optional<std::uint64_t> size_bytes = {};  ///< nothing when the server does not say
  bool has_ranges = false;
  std::string version = {};
};

/// Asked by one byte, for servers that refuse HEAD, and signatures for GET alone, are common.
[[nodiscard]] RemoteFile size_of(const std::vector<std::string>& urls,
                                 const RangeOptions& options = {});

}  // namespace setlist::transfer
