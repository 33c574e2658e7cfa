#pragma once

#include "setlist/formats/midi_file.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace setlist::formats {

/// Turns ticks into seconds by the tempi of the first track. The arithmetic, its order included, is
/// that of pretty_midi, so that times are equal to the last bit.
///
/// A tempo changes no time up to its own tick: the first track can be timed while its tempi are
/// still being read.
class MidiClock {
 public:
  /// `division` as in the file; negative for SMPTE, where ticks are seconds and tempi mean nothing.
  explicit MidiClock(int division);

  /// Ticks in the order of the first track; `microseconds_per_quarter` from 1.
  void set_tempo(std::int64_t tick, std::int64_t microseconds_per_quarter);

  /// Between two calls of rewind, ticks must not decrease.
  [[nodiscard]] double seconds(std::int64_t tick) {
    if (!follows_tempo()) return static_cast<double>(tick) / m_smpte_ticks_per_second;
    while (tick >= m_next_tick) enter(m_current + 1);
    return m_now.start + m_now.seconds_per_tick * static_cast<double>(tick - m_now.tick);
  }
  void rewind() { enter(0); }

  [[nodiscard]] bool follows_tempo() const { return m_smpte_ticks_per_second == 0; }
  /// Empty for SMPTE.
  [[nodiscard]] std::vector<TempoChange> tempi() const;

 private:
  struct Stretch {
    std::int64_t tick;
    double start;  ///< seconds
    double seconds_per_tick;
  };
  void enter(std::size_t stretch);

  double m_smpte_ticks_per_second = 0;
  double m_ticks_per_quarter;
  std::vector<Stretch> m_stretches;
  std::size_t m_current = 0;
  Stretch m_now;             ///< m_stretches[m_current]
  std::int64_t m_next_tick;  ///< where the next stretch begins
};

}  // namespace setlist::formats
