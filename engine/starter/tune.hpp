#pragma once

#include <string_view>
#include <vector>

namespace setlist::starter {

/// Resolution of the written music and of the performances. Scores may use a divisor of it.
inline constexpr int kTicksPerQuarter = 480;

/// How a tune is played: like a person, or exactly as written (some traps need exact ticks).
enum class Touch { kHuman, kExact };

/// One melodic line of a part, in the notation of notation.hpp.
struct Voice {
  std::string_view text;
  int velocity = 80;
};

struct PedalMove {
  int tick = 0;
  int value = 0;  ///< 0 to 127; from 64 on the dampers are off the strings
};

/// One recorded player of a part. Several players of one part share its notes.
struct Player {
  int cents = 0;  ///< out of tune by this much
  int pan = 50;   ///< 0 left, 100 right; only heard in stereo
};

/// What one annotation describes: a line of the score, played by one or more players.
struct Part {
  std::string_view instrument;
  std::vector<Voice> voices = {};  ///< none for an instrument that rests throughout
  int sounding_percent = 100;      ///< how much of its written length a note is held
  std::vector<PedalMove> pedal = {};
  std::vector<Player> players = {Player{}};
};

struct TempoChange {
  int tick = 0;
  int microseconds_per_quarter = 500000;
};

struct Meter {
  int numerator = 4;
  int denominator = 4;  ///< a power of two

  [[nodiscard]] constexpr int bar_ticks() const {
    return numerator * 4 * kTicksPerQuarter / denominator;
  }
};

struct Key {
  int sharps = 0;  ///< negative for flats
  bool minor = false;
};

struct Tune {
  std::string_view id;
  Meter meter = {};
  Key key = {};
  /// The first is at tick 0 and the only one a score has; the others are the performer's.
  std::vector<TempoChange> tempos = {TempoChange{}};
  int score_division = kTicksPerQuarter;
  Touch touch = Touch::kHuman;
  int rate_hz = 22050;
  int channels = 1;
  int duration_tenths = 0;      ///< of a second: a whole number of frames at every rate used
  int offset_milliseconds = 0;  ///< the audio starts this much later than the annotation says
  std::vector<Part> parts = {};
};

[[nodiscard]] constexpr int quarters_per_minute(int tempo) { return 60'000'000 / tempo; }

}  // namespace setlist::starter
