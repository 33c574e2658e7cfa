#include "setlist/formats/midi_clock.hpp"

namespace setlist::formats {
namespace {

constexpr double kDefaultTempo = 120.0;

/// 29 stands for the 30000/1001 frames of colour television.
double smpte_ticks_per_second(int division) {
  const int frames = -(division >> 8);
  const int ticks = division & 0xff;
  return (frames == 29 ? 30000.0 / 1001.0 : static_cast<double>(frames)) * ticks;
}

}  // namespace

MidiClock::MidiClock(int division) : m_ticks_per_quarter(division) {
  if (division < 0) m_smpte_ticks_per_second = smpte_ticks_per_second(division);
  m_stretches.push_back({0, 0.0, 60.0 / (kDefaultTempo * m_ticks_per_quarter)});
  rewind();
}

void MidiClock::set_tempo(std::int64_t tick, std::int64_t microseconds_per_quarter) {
  const double tempo = 6e7 / static_cast<double>(microseconds_per_quarter);
  const double scale = 60.0 / (tempo * m_ticks_per_quarter);
  if (tick == 0) {
    m_stretches.assign(1, {0, 0.0, scale});
    m_current = 0;
  } else if (scale != m_stretches.back().seconds_per_tick) {
    const Stretch& last = m_stretches.back();
    const double elapsed = last.seconds_per_tick * static_cast<double>(tick - last.tick);
    m_stretches.push_back({tick, last.start + elapsed, scale});
  }
  enter(m_current);
}

void MidiClock::enter(std::size_t stretch) {
  m_current = stretch;
  m_now = m_stretches[stretch];
  m_next_tick = stretch + 1 < m_stretches.size() ? m_stretches[stretch + 1].tick : INT64_MAX;
}

std::vector<TempoChange> MidiClock::tempi() const {
  std::vector<TempoChange> changes;
  if (!follows_tempo()) return changes;
  for (const Stretch& stretch : m_stretches) {
    changes.push_back({stretch.start, 60.0 / (stretch.seconds_per_tick * m_ticks_per_quarter)});
  }
  return changes;
}

}  // namespace setlist::formats
