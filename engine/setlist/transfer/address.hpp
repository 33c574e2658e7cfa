#pragma once

#include "setlist/transfer/access.hpp"

#include <optional>
#include <string>

#include <sys/socket.h>

namespace setlist::transfer {

/// Loopback, private, link-local, shared, multicast, unspecified, and what embeds such an IPv4
/// address: not an address of the public internet.
[[nodiscard]] bool is_private(const sockaddr& address);
/// The same of a host in digits or "localhost"; a name that must be looked up is not.
[[nodiscard]] bool names_private(const std::string& host);
/// Of those, this machine itself.
[[nodiscard]] bool names_loopback(const std::string& host);

/// Which addresses the connections of one transfer may have, redirects included.
class Reach {
 public:
  Reach(const Access& access, const std::string& first_url);

  /// Why a URL may not be followed, by its text alone: all that can be seen behind a proxy.
  [[nodiscard]] std::optional<std::string> refuses(const std::string& url) const;
  /// Keeps the address that it refuses.
  [[nodiscard]] bool allows(const sockaddr& address);
  /// Why a connection was refused, if one was.
  [[nodiscard]] std::optional<std::string> refusal() const;

 private:
  bool m_all;
  std::string m_refused = {};
};

}  // namespace setlist::transfer
