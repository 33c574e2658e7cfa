#include "starter/envelope.hpp"

#include <algorithm>

namespace setlist::starter {
namespace {

constexpr int kPedalDown = 64;
/// Levels are kept in Q40 so that the slowest decay still changes them every frame.
constexpr int kExtraBits = 24;

}  // namespace

Envelope::Envelope(const Timbre& timbre, int rate_hz, std::int64_t start, std::int64_t end,
                   std::int64_t peak, const std::vector<PedalPosition>& pedal)
    : m_pedal(pedal),
      m_frame(start),
      m_end(end),
      m_attack_frames(std::max<std::int64_t>(
          1, std::min<std::int64_t>(std::int64_t{timbre.attack_milliseconds} * rate_hz / 1000,
                                    (end - start) / 2))),
      m_decay_frames(std::int64_t{timbre.decay_milliseconds} * rate_hz / 1000),
      m_release_frames(std::int64_t{timbre.release_milliseconds} * rate_hz / 1000),
      m_peak(peak << kExtraBits),
      m_dampers(timbre.dampers) {}

std::int64_t Envelope::next() {
  const int pedal = m_dampers ? pedal_now() : 0;
  if (m_attack_done < m_attack_frames) {
    m_level = m_peak * ++m_attack_done / m_attack_frames;
  } else if (m_frame >= m_end && pedal < kPedalDown) {
    release(pedal);
  } else if (m_decay_frames > 0) {
    m_level -= m_level / m_decay_frames;
  }
  ++m_frame;
  return m_level >> kExtraBits;
}

int Envelope::pedal_now() {
  while (m_pedal_index < m_pedal.size() && m_pedal[m_pedal_index].frame <= m_frame) {
    ++m_pedal_index;
  }
  return m_pedal_index == 0 ? 0 : m_pedal[m_pedal_index - 1].value;
}

void Envelope::release(int pedal) {
  // A half-pressed pedal lets the dampers touch the strings lightly: the tone dies more slowly.
  m_level -= m_level / (m_release_frames + m_release_frames * pedal / 8);
}

}  // namespace setlist::starter
