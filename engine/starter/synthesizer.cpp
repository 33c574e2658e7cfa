#include "starter/synthesizer.hpp"

#include "starter/clock.hpp"
#include "starter/dice.hpp"
#include "starter/drums.hpp"
#include "starter/envelope.hpp"
#include "starter/fixed_point.hpp"
#include "starter/instruments.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <stdexcept>

namespace setlist::starter {
namespace {

/// The first harmonics of a tone, which a duller (softer) tone keeps.
constexpr int kDarkHarmonics = 2;
constexpr std::int64_t kHundredthOfCent = 10'000'000;

/// Equal temperament at A4 = 440 Hz: keys 120 to 131 in thousandths of a hertz.
constexpr std::array<std::int64_t, 12> kTopOctave{8372018,  8869844,  9397273,  9956063,
                                                  10548082, 11175303, 11839822, 12543854,
                                                  13289750, 14080000, 14917240, 15804266};

/// 2^(cents/1200) - 1 is taken as cents * 0.0005778, true enough for a few cents.
Phase shifted(Phase step, std::int64_t hundredths_of_cent) {
  const std::int64_t shift =
      std::int64_t{step} * 5778 / kHundredthOfCent * hundredths_of_cent / 100;
  return static_cast<Phase>(std::int64_t{step} + shift);
}

Phase step_of(int pitch, int cents, int rate_hz) {
  const Phase top = phase_step(kTopOctave[static_cast<std::size_t>(pitch % 12)], rate_hz);
  return shifted(top >> (10 - pitch / 12), std::int64_t{cents} * 100);
}

/// Vibrato grows during the first third of a second and takes 1/5.2 s a turn.
class Vibrato {
 public:
  Vibrato(int cents, int rate_hz)
      : m_cents(cents), m_ramp_frames(rate_hz / 3), m_turn_step(phase_step(5200, rate_hz)) {}

  [[nodiscard]] std::int64_t next_hundredths_of_cent() {
    const std::int64_t depth = m_cents * std::min(m_age, m_ramp_frames) * 100 / m_ramp_frames;
    ++m_age;
    m_turn += m_turn_step;
    return depth * sine(m_turn) / 32767;
  }

 private:
  std::int64_t m_cents;
  std::int64_t m_ramp_frames;
  std::int64_t m_age = 0;
  Phase m_turn = 0;
  Phase m_turn_step;
};

/// One frame of a tone. The upper harmonics follow the square of the loudness, so loud is bright
/// and what dies away grows dull.
std::int64_t tone(const Timbre& timbre, Phase phase, Phase step, std::int64_t level) {
  std::int64_t dark = 0;
  std::int64_t bright = 0;
  Phase harmonic = 0;
  std::int64_t reach = 0;
  for (std::size_t h = 0; h < timbre.harmonics.size(); ++h) {
    harmonic += phase;
    reach += step;
    if (reach >= std::int64_t{1} << 31) break;  // above half the rate it would fold back
    (h < kDarkHarmonics ? dark : bright) += std::int64_t{timbre.harmonics[h]} * sine(harmonic);
  }
  return dark * level + bright * (level * level >> 16);
}

void add_note(std::span<std::int32_t> out, const Timbre& timbre, int rate_hz, Phase step,
              int velocity, Envelope envelope, std::size_t start) {
  std::int64_t strength = 0;
  for (const int harmonic : timbre.harmonics) strength += harmonic;
  Dice dice(static_cast<std::uint64_t>(start) + static_cast<std::uint64_t>(velocity));
  Vibrato vibrato(timbre.vibrato_cents, rate_hz);
  Phase phase = 0;
  for (std::size_t i = start; i < out.size(); ++i) {
    const std::int64_t level = envelope.next();
    if (level == 0 && i > start) break;
    const Phase now = shifted(step, vibrato.next_hundredths_of_cent());
    phase += now;
    std::int64_t sample = tone(timbre, phase, now, level) / strength >> 16;
    const std::int64_t white = static_cast<std::int64_t>(dice.next() >> 48) - 32768;
    sample += white * timbre.breath / 256 * level >> 16;
    out[i] += static_cast<std::int32_t>(sample * timbre.level / 256);
  }
}

std::vector<PedalPosition> pedal_positions(const Track& track, const Clock& clock) {
  std::vector<PedalPosition> positions;
  for (const PedalMove& move : track.pedal) {
    positions.push_back({clock.frame_at(move.tick), move.value});
  }
  return positions;
}

}  // namespace

std::vector<std::int32_t> synthesize(const Tune& tune, const Track& track, const Player& player) {
  std::vector<std::int32_t> out(static_cast<std::size_t>(frame_count(tune)), 0);
  const Clock clock(tune);
  const Timbre& timbre = instrument_named(track.instrument).timbre;
  const std::vector<PedalPosition> pedal = pedal_positions(track, clock);
  for (const PlayedNote& note : as_midi_readers_hear(track.notes)) {
    const std::int64_t start = clock.frame_at(note.start);
    const std::int64_t end = clock.frame_at(note.end);
    if (end > frame_count(tune)) throw std::range_error("a note outlasts its tune");
    if (track.instrument == kDrums) {
      add_stroke(out, start, note.pitch, note.velocity, tune.rate_hz);
      continue;
    }
    const std::int64_t force = std::int64_t{note.velocity} * note.velocity;
    const std::int64_t peak = (force << 16) / (127 * 127);
    const Phase step = step_of(note.pitch, player.cents, tune.rate_hz);
    add_note(out, timbre, tune.rate_hz, step, note.velocity,
             Envelope(timbre, tune.rate_hz, start, end, peak, pedal),
             static_cast<std::size_t>(start));
  }
  return out;
}

}  // namespace setlist::starter
