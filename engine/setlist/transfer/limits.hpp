#pragma once

#include "setlist/transfer/ticker.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace setlist::transfer {

/// What several downloads share: connections to a host, bytes a second. Safe from many threads.
class Limits {
 public:
  /// 0: no limit.
  explicit Limits(std::size_t per_host = 0, std::uint64_t bytes_per_second = 0)
      : m_per_host(per_host), m_rate(bytes_per_second) {}

  [[nodiscard]] std::uint64_t bytes_per_second() const { return m_rate; }
  /// Counts bytes that came. How long not to ask for more.
  [[nodiscard]] std::chrono::milliseconds spend(std::uint64_t bytes);

  /// A connection to a host; waits until there may be one more.
  class Connection {
   public:
    Connection(Limits& limits, std::string host, Ticker& ticker);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

   private:
    Limits& m_limits;
    const std::string m_host;
  };

 private:
  [[nodiscard]] bool connect(const std::string& host);

  const std::size_t m_per_host;
  const std::uint64_t m_rate;
  std::mutex m_mutex;
  std::map<std::string, std::size_t> m_connections;
  /// When all bytes that came so far would have come at the full rate.
  std::chrono::steady_clock::time_point m_paid_until{};
};

}  // namespace setlist::transfer
