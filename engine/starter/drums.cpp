#include "starter/drums.hpp"

#include "starter/dice.hpp"
#include "starter/fixed_point.hpp"

#include <array>
#include <cstddef>
#include <stdexcept>

namespace setlist::starter {
namespace {

/// A stroke is a tone whose pitch falls plus noise, each dying away at its own pace.
struct Drum {
  int key = 0;
  int tone_hertz = 0;
  int sweep_hertz = 0;  ///< added to the tone at the start
  int tone_milliseconds = 1;
  int tone_level = 0;  ///< in 256ths of full scale
  int noise_milliseconds = 1;
  int noise_level = 0;
  bool bright = false;  ///< the noise loses its low end, as metal does
};

constexpr std::array<Drum, 7> kDrumKit{{
    {36, 48, 110, 130, 220, 4, 26, false},  // bass drum
    {38, 185, 60, 60, 80, 90, 110, false},  // snare drum
    {42, 0, 0, 1, 0, 25, 80, true},         // closed hi-hat
    {44, 0, 0, 1, 0, 18, 66, true},         // pedal hi-hat
    {46, 0, 0, 1, 0, 150, 74, true},        // open hi-hat
    {49, 410, 0, 120, 14, 200, 100, true},  // crash cymbal
    {51, 1180, 0, 160, 20, 120, 50, true},  // ride cymbal
}};

const Drum& drum_for(int key) {
  for (const Drum& drum : kDrumKit) {
    if (drum.key == key) return drum;
  }
  throw std::invalid_argument("drums: no such key");
}

}  // namespace

void add_stroke(std::span<std::int32_t> out, std::int64_t start, int key, int velocity,
                int rate_hz) {
  constexpr std::int64_t kOne = std::int64_t{1} << 40;
  const Drum& drum = drum_for(key);
  const std::int64_t force = std::int64_t{velocity} * velocity;
  const std::int64_t tone_frames = std::int64_t{drum.tone_milliseconds} * rate_hz / 1000;
  const std::int64_t noise_frames = std::int64_t{drum.noise_milliseconds} * rate_hz / 1000;
  const std::int64_t sweep_frames = std::int64_t{rate_hz} * 30 / 1000;
  std::int64_t tone = kOne;
  std::int64_t noise = kOne;
  std::int64_t sweep = std::int64_t{drum.sweep_hertz} << 20;
  std::int64_t before = 0;
  Phase phase = Phase{1} << 30;  // from the crest: a stroke is heard from its first frame on
  Dice dice(static_cast<std::uint64_t>(start) * 131 + static_cast<std::uint64_t>(key));
  for (std::size_t i = static_cast<std::size_t>(start); i < out.size(); ++i) {
    const std::int64_t white = static_cast<std::int64_t>(dice.next() >> 48) - 32768;
    const std::int64_t hiss = drum.bright ? (white - before) / 2 : white;
    before = white;
    const std::int64_t sum =
        sine(phase) * drum.tone_level * (tone >> 24) + hiss * drum.noise_level * (noise >> 24);
    out[i] += static_cast<std::int32_t>((sum >> 24) * force / (127 * 127));
    phase += phase_step((sweep >> 20) * 1000 + std::int64_t{drum.tone_hertz} * 1000, rate_hz);
    tone -= tone / tone_frames;
    noise -= noise / noise_frames;
    sweep -= sweep / sweep_frames;
  }
}

}  // namespace setlist::starter
