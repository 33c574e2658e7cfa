#include "setlist/transfer/address.hpp"

#include "setlist/base/text.hpp"
#include "setlist/transfer/curl_handle.hpp"
#include "setlist/transfer/url.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <netdb.h>
#include <netinet/in.h>

namespace setlist::transfer {
namespace {

struct AddressesDeleter {
  void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};
using UniqueAddresses = std::unique_ptr<addrinfo, AddressesDeleter>;

struct Network {
  std::uint32_t address;
  int bits;
};

constexpr std::array<Network, 14> kPrivateNetworks = {{{0x00000000, 8},
                                                       {0x0A000000, 8},
                                                       {0x64400000, 10},
                                                       {0x7F000000, 8},
                                                       {0xA9FE0000, 16},
                                                       {0xAC100000, 12},
                                                       {0xC0000000, 24},
                                                       {0xC0000200, 24},
                                                       {0xC0A80000, 16},
                                                       {0xC6120000, 15},
                                                       {0xC6336400, 24},
                                                       {0xCB007100, 24},
                                                       {0xE0000000, 4},
                                                       {0xF0000000, 4}}};

bool is_private(std::uint32_t address) {
  return std::ranges::any_of(kPrivateNetworks, [&](const Network& network) {
    return (address ^ network.address) >> (32 - network.bits) == 0;
  });
}

std::uint32_t number_at(const std::array<unsigned char, 16>& bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 24U | std::uint32_t{bytes[at + 1]} << 16U |
         std::uint32_t{bytes[at + 2]} << 8U | std::uint32_t{bytes[at + 3]};
}

bool is_private(const std::array<unsigned char, 16>& address) {
  const auto word = [&](std::size_t w) { return number_at(address, 4 * w); };
  // Plain, mapped (::ffff:a.b.c.d) and translated (64:ff9b::a.b.c.d, 2002:a.b.c.d::) IPv4.
  if (word(0) == 0 && word(1) == 0 && (word(2) == 0 || word(2) == 0xFFFF)) {
    return is_private(word(3));
  }
  if (word(0) == 0x0064FF9B) return word(1) != 0 || word(2) != 0 || is_private(word(3));
  if (word(0) >> 16U == 0x2002) return is_private(number_at(address, 2));
  return word(0) >> 29U != 1;  // only 2000::/3 is given out
}

UniqueAddresses looked_up(const std::string& host, const std::string& port, int flags) {
  addrinfo hints{};
  hints.ai_flags = flags;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  if (::getaddrinfo(host.c_str(), port.empty() ? nullptr : port.c_str(), &hints, &list) != 0) {
    return nullptr;
  }
  return UniqueAddresses(list);
}

std::string text_of(const sockaddr& address) {
  std::array<char, NI_MAXHOST> text{};
  const socklen_t size = address.sa_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  const int failure =
      ::getnameinfo(&address, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
  return failure == 0 ? text.data() : "of an unknown kind";
}

bool same(const sockaddr& a, const addrinfo& b) {
  return a.sa_family == b.ai_family && std::memcmp(&a, b.ai_addr, b.ai_addrlen) == 0;
}

/// A proxy mostly has a private address; its owner chose it, the definition cannot.
bool is_proxy(const sockaddr& address) {
  for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const auto [host, port] = proxy_of(value);
    const auto list = looked_up(host, port, 0);
    for (const addrinfo* one = list.get(); one != nullptr; one = one->ai_next) {
      if (same(address, *one)) return true;
    }
  }
  return false;
}

std::string sentence_of(const std::string& address) {
  return "its address " + address +
         " is private, expected one of the public internet; SETLIST_ALLOW_PRIVATE=1 allows it";
}

}  // namespace

bool is_private(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof(v4));
    return is_private(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return true;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof(v6));
  std::array<unsigned char, 16> bytes{};
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return is_private(bytes);
}

bool names_private(const std::string& host) {
  std::string name = base::ascii_lower(host);
  while (name.ends_with('.')) name.pop_back();
  if (name == "localhost" || name.ends_with(".localhost")) return true;
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  const auto list = looked_up(name, "", AI_NUMERICHOST);
  return list && is_private(*list->ai_addr);
}

bool names_loopback(const std::string& host) {
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") && names_private(host));
}

// Only in plain digits: "2130706433" or "0x7f.1" hides what it means from who reads the definition.
Reach::Reach(const Access& access, const std::string& first_url) : m_all(access.allow_private) {
  const std::string host = host_of(first_url);
  const std::size_t begin = first_url.find("://");
  if (begin == std::string::npos || host.ends_with(".localhost")) return;
  const bool plain = base::ascii_lower(first_url.substr(begin + 3, host.size())) == host;
  m_all = m_all || (plain && names_private(host));
}

std::optional<std::string> Reach::refuses(const std::string& url) const {
  const std::string host = host_of(url);
  if (m_all || !names_private(host)) return std::nullopt;
  return sentence_of(base::printable(host));
}

bool Reach::allows(const sockaddr& address) {
  if (m_all || !is_private(address) || is_proxy(address)) return true;
  m_refused = text_of(address);
  return false;
}

std::optional<std::string> Reach::refusal() const {
  if (m_refused.empty()) return std::nullopt;
  return sentence_of(m_refused);
}

}  // namespace setlist::transfer
