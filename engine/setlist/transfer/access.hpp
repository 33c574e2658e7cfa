#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace setlist::transfer {

/// What a transfer may reach, and with which secrets. None of it is ever shown.
struct Access {
  /// Connect to loopback, private and link-local addresses as well. Without it only a URL that
  /// names such an address in so many digits (or localhost) may, and no redirect of another.
  bool allow_private = false;
  std::filesystem::path netrc = {};  ///< empty: none is read
  /// Bearer tokens by host, or "host:port" where the port is not that of https. Sent over https
  /// only (and over http to a loopback address), and never on to where a server redirects.
  std::map<std::string, std::string> tokens = {};
};

/// From the environment: SETLIST_ALLOW_PRIVATE=1, SETLIST_NETRC=FILE, and
/// SETLIST_TOKENS="host=token host:port=token".
[[nodiscard]] Access environment_access();

}  // namespace setlist::transfer
