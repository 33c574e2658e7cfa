#include "starter/pieces.hpp"

namespace setlist::starter {
namespace {

Tune eight_beat_groove() {
  return {.id = "eight-beat-groove",
          .tempos = {{0, quarters_per_minute(104)}},
          .duration_tenths = 59,
          .parts = {{.instrument = "drums",
                     .voices = {{"F#2/8 F#2/8 F#2/8 F#2/8 F#2/8 F#2/8 F#2/8 F#2/8 | "
                                 "F#2/8 F#2/8 F#2/8 F#2/8 F#2/8 F#2/8 F#2/8 A#2/8 | C#3/4 r/2.",
                                 84},
                                {"C2/4 D2/4 C2/8 C2/8 D2/4 | C2/4 D2/4 C2/8 C2/8 D2/8 D2/8 | "
                                 "C2/4 r/2.",
                                 96}},
                     .sounding_percent = 50}}};
}

// Exact ticks: every C follows the last without a gap, and the last note ends at 4.35 s.
Tune repeated_notes() {
  return {.id = "repeated-notes",
          .tempos = {{0, quarters_per_minute(100)}},
          .touch = Touch::kExact,
          .rate_hz = 16000,
          .duration_tenths = 50,
          .parts = {{.instrument = "piano",
                     .voices = {{"C4/8 C4/8 C4/8 C4/8 E4/8 E4/8 E4/8 E4/8 | "
                                 "G4/8 G4/8 G4/8 G4/8 E4/4 C4/16 r/8.",
                                 80}}}}};
}

// The second voice strikes a key that the first still holds, louder, and outlasts it.
Tune struck_again() {
  return {.id = "struck-again",
          .tempos = {{0, quarters_per_minute(96)}},
          .duration_tenths = 56,
          .parts = {{.instrument = "piano",
                     .voices = {{"C4/2. E4/4 | G4/2. E4/4", 64},
                                {"r/4 C4/2. | r/4 G4/2.", 96},
                                {"A2/1 | E3/1", 60}}}}};
}

Tune walking_bass() {
  return {.id = "walking-bass",
          .tempos = {{0, quarters_per_minute(126)}},
          .score_division = 24,
          .rate_hz = 16000,
          .channels = 2,
          .duration_tenths = 54,
          .parts = {{.instrument = "double bass",
                     .voices = {{"C2/4 E2/4 G2/4 A2/4 | Bb2/4 A2/4 G2/4 E2/4 | C2/2 r/2", 88}},
                     .sounding_percent = 92,
                     .players = {{.pan = 35}}},
                    {.instrument = "drums",
                     .voices = {{"D#3/4 D#3/6 D#3/12 D#3/4 D#3/6 D#3/12 | "
                                 "D#3/4 D#3/6 D#3/12 D#3/4 D#3/6 D#3/12 | D#3/4 r/2.",
                                 84},
                                {"r/4 G#2/4 r/4 G#2/4 | r/4 G#2/4 r/4 G#2/4 | C2/4 r/2.", 80}},
                     .sounding_percent = 50,
                     .players = {{.pan = 64}}}}};
}

}  // namespace

std::vector<Tune> exercises() {
  return {eight_beat_groove(), repeated_notes(), struck_again(), walking_bass()};
}

}  // namespace setlist::starter
