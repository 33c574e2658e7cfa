#pragma once

#include "starter/instruments.hpp"

#include <cstdint>
#include <vector>

namespace setlist::starter {

/// The pedal's position from one frame on.
struct PedalPosition {
  std::int64_t frame = 0;
  int value = 0;
};

/// The loudness of one note, frame by frame.
class Envelope {
 public:
  /// `peak` in Q16. `pedal` must outlive the envelope.
  Envelope(const Timbre& timbre, int rate_hz, std::int64_t start, std::int64_t end,
           std::int64_t peak, const std::vector<PedalPosition>& pedal);

  /// The level, in Q16, at the next frame; the first call is the note's start.
  [[nodiscard]] std::int64_t next();

 private:
  [[nodiscard]] int pedal_now();
  void release(int pedal);

  const std::vector<PedalPosition>& m_pedal;
  std::size_t m_pedal_index = 0;
  std::int64_t m_frame;
  std::int64_t m_end;
  std::int64_t m_attack_frames;
  std::int64_t m_attack_done = 0;
  std::int64_t m_decay_frames;
  std::int64_t m_release_frames;
  std::int64_t m_peak;
  std::int64_t m_level = 0;
  bool m_dampers;
};

}  // namespace setlist::starter
