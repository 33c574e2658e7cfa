#include "starter/clock.hpp"

#include <algorithm>
#include <cstddef>

namespace setlist::starter {

std::int64_t Clock::frame_at(int tick) const {
  std::int64_t microsecond_ticks = 0;
  for (std::size_t i = 0; i < m_tune.tempos.size(); ++i) {
    const int from = m_tune.tempos[i].tick;
    const int to = i + 1 < m_tune.tempos.size() ? m_tune.tempos[i + 1].tick : tick;
    const std::int64_t span = std::max(0, std::min(to, tick) - from);
    microsecond_ticks += span * m_tune.tempos[i].microseconds_per_quarter;
  }
  microsecond_ticks += std::int64_t{m_tune.offset_milliseconds} * 1000 * kTicksPerQuarter;
  const std::int64_t scale = std::int64_t{kTicksPerQuarter} * 1'000'000;
  return (microsecond_ticks * m_tune.rate_hz + scale / 2) / scale;
}

std::int64_t frame_count(const Tune& tune) {
  return std::int64_t{tune.duration_tenths} * tune.rate_hz / 10;
}

}  // namespace setlist::starter
