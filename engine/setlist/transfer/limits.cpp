#include "setlist/transfer/limits.hpp"

#include <algorithm>
#include <utility>

namespace setlist::transfer {

using std::chrono::steady_clock;

std::chrono::milliseconds Limits::spend(std::uint64_t bytes) {
  if (m_rate == 0) return {};
  const std::scoped_lock lock(m_mutex);
  const auto now = steady_clock::now();
  const std::chrono::duration<double> time(static_cast<double>(bytes) /
                                           static_cast<double>(m_rate));
  // Time in which nothing came is not saved up for a burst.
  m_paid_until =
      std::max(m_paid_until, now) + std::chrono::duration_cast<steady_clock::duration>(time);
  return std::chrono::ceil<std::chrono::milliseconds>(m_paid_until - now);
}

bool Limits::connect(const std::string& host) {
  const std::scoped_lock lock(m_mutex);
  std::size_t& count = m_connections[host];
  if (m_per_host > 0 && count >= m_per_host) return false;
  ++count;
  return true;
}

Limits::Connection::Connection(Limits& limits, std::string host, Ticker& ticker)
    : m_limits(limits), m_host(std::move(host)) {
  while (!m_limits.connect(m_host)) ticker.wait(std::chrono::milliseconds(20));
}

Limits::Connection::~Connection() {
  const std::scoped_lock lock(m_limits.m_mutex);
  --m_limits.m_connections[m_host];
}

}  // namespace setlist::transfer
