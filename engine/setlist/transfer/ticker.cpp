#include "setlist/transfer/ticker.hpp"

#include <algorithm>
#include <thread>

namespace setlist::transfer {

using std::chrono::steady_clock;

void Ticker::call(std::uint64_t done, std::uint64_t total) {
  m_done = done;
  m_total = total;
  m_last = steady_clock::now();
  if (m_progress) m_progress(done, total);
}

void Ticker::tick(std::uint64_t done, std::uint64_t total) {
  if (steady_clock::now() - m_last >= kInterval) call(done, total);
}

void Ticker::wait(std::chrono::milliseconds time) {
  const auto until = steady_clock::now() + time;
  for (auto now = steady_clock::now(); now < until; now = steady_clock::now()) {
    call(m_done, m_total);
    std::this_thread::sleep_for(std::min<steady_clock::duration>(until - now, kInterval));
  }
}

}  // namespace setlist::transfer
