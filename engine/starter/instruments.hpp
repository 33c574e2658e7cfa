#pragma once

#include <array>
#include <string_view>

namespace setlist::starter {

inline constexpr std::string_view kDrums = "drums";

/// How an instrument sounds: the strengths of its harmonics and what happens to them in time.
struct Timbre {
  std::array<int, 8> harmonics{};  ///< relative strengths, the fundamental first
  int attack_milliseconds = 10;
  int decay_milliseconds = 0;  ///< time constant while held; 0 for a sustained tone
  int release_milliseconds = 40;
  int vibrato_cents = 0;
  int breath = 0;        ///< noise, in 256ths of the tone
  bool dampers = false;  ///< obeys the sustain pedal
  int level = 100;       ///< in 256ths of full scale, for one note of the highest velocity
};

struct Instrument {
  std::string_view name;
  int program = 0;  ///< General MIDI, from 0
  Timbre timbre;
};

/// Throws std::invalid_argument when the name is unknown.
[[nodiscard]] const Instrument& instrument_named(std::string_view name);

}  // namespace setlist::starter
