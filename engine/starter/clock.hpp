#pragma once

#include "starter/tune.hpp"

#include <cstdint>

namespace setlist::starter {

/// Where in the audio a tick of the performance sounds: exact rational arithmetic, rounded once to
/// the nearest frame, so that no sum of rounded tempo spans can drift.
class Clock {
 public:
  explicit Clock(const Tune& tune) : m_tune(tune) {}

  [[nodiscard]] std::int64_t frame_at(int tick) const;

 private:
  const Tune& m_tune;
};

[[nodiscard]] std::int64_t frame_count(const Tune& tune);

}  // namespace setlist::starter
