#include "starter/pieces.hpp"

namespace setlist::starter {
namespace {

Tune bach_prelude() {
  return {.id = "bach-prelude-c",
          .tempos = {{0, quarters_per_minute(116)}},
          .score_division = 96,
          .duration_tenths = 88,
          .parts = {{.instrument = "piano",
                     .voices = {{"r/8 G4/16 C5/16 E5/16 G4/16 C5/16 E5/16 "
                                 "r/8 G4/16 C5/16 E5/16 G4/16 C5/16 E5/16 | "
                                 "r/8 A4/16 D5/16 F5/16 A4/16 D5/16 F5/16 "
                                 "r/8 A4/16 D5/16 F5/16 A4/16 D5/16 F5/16 | "
                                 "r/8 G4/16 D5/16 F5/16 G4/16 D5/16 F5/16 "
                                 "r/8 G4/16 D5/16 F5/16 G4/16 D5/16 F5/16 | "
                                 "r/8 G4/16 C5/16 E5/16 G4/16 C5/16 E5/16 "
                                 "r/8 G4/16 C5/16 E5/16 G4/16 C5/16 E5/16",
                                 78},
                                {"r/16 E4/8.~4 r/16 E4/8.~4 | r/16 D4/8.~4 r/16 D4/8.~4 | "
                                 "r/16 D4/8.~4 r/16 D4/8.~4 | r/16 E4/8.~4 r/16 E4/8.~4",
                                 70},
                                {"C4/2 C4/2 | C4/2 C4/2 | B3/2 B3/2 | C4/2 C4/2", 74}},
                     .sounding_percent = 96}}};
}

Tune beethoven_elise() {
  return {.id = "beethoven-fur-elise",
          .meter = {3, 8},
          .key = {0, true},
          .tempos = {{0, quarters_per_minute(72)}},
          .duration_tenths = 68,
          .parts = {
              {.instrument = "piano",
               .voices = {{"r/4 E5/16 D#5/16 | E5/16 D#5/16 E5/16 B4/16 D5/16 C5/16 | "
                           "A4/8 r/16 C4/16 E4/16 A4/16 | B4/8 r/16 E4/16 G#4/16 B4/16 | "
                           "C5/4.",
                           76},
                          {"r/4. | r/4. | A2/16 E3/16 A3/16 r/8. | "
                           "E2/16 E3/16 G#3/16 r/8. | A2/16 E3/16 A3/16 r/8.",
                           62}},
               .sounding_percent = 92,
               .pedal = {{1440, 110}, {2100, 0}, {2160, 110}, {2820, 0}, {2880, 110}, {3540, 0}}}}};
}

Tune mozart_minuet() {
  return {.id = "mozart-minuet",
          .meter = {3, 4},
          .key = {-1, false},
          .tempos = {{0, quarters_per_minute(126)}},
          .duration_tenths = 62,
          .parts = {{.instrument = "piano",
                     .voices = {{"F5/8 A5/8 C5/4 C5/4 | D5/8 F5/8 Bb4/4 Bb4/4 | "
                                 "A4/8 C5/8 F4/4 E4/4 | E4/2 F4/4",
                                 80},
                                {"F3/2 A3/4 | Bb3/2 Bb3/4 | C4/2 C3/4 | F3/4 C3/4 F2/4", 68}},
                     .sounding_percent = 85}}};
}

Tune petzold_minuet() {
  return {.id = "petzold-minuet",
          .meter = {3, 4},
          .key = {1, false},
          .tempos = {{0, quarters_per_minute(138)}},
          .score_division = 24,
          .duration_tenths = 58,
          .parts = {{.instrument = "piano",
                     .voices = {{"D5/4 G4/8 A4/8 B4/8 C5/8 | D5/4 G4/4 G4/4 | "
                                 "E5/4 C5/8 D5/8 E5/8 F#5/8 | G5/4 G4/4 G4/4",
                                 78},
                                {"G3+B3+D4/2 A3/4 | B3/2. | C4/2. | B3/2.", 66}},
                     .sounding_percent = 88}}};
}

Tune satie_gymnopedie() {
  return {
      .id = "satie-gymnopedie-1",
      .meter = {3, 4},
      .key = {2, false},
      .tempos = {{0, quarters_per_minute(92)}},
      .duration_tenths = 88,
      .parts = {
          {.instrument = "piano",
           .voices = {{"r/4 F#5/4 A5/4 | G5/4 F#5/4 C#5/4 | B4/4 C#5/4 D5/4 | A4/2.", 72},
                      {"r/4 B3+D4+F#4/2 | r/4 A3+C#4+F#4/2 | r/4 B3+D4+F#4/2 | "
                       "r/4 A3+C#4+F#4/2",
                       50},
                      {"G2/2. | D2/2. | G2/2. | D2/2.", 62}},
           // Held over the first bar line; then half way, lower, and down again.
           .pedal = {
               {0, 127}, {2640, 0}, {2880, 90}, {3600, 48}, {4080, 20}, {4320, 127}, {5640, 0}}}}};
}

}  // namespace

std::vector<Tune> piano_tunes() {
  return {bach_prelude(), beethoven_elise(), mozart_minuet(), petzold_minuet(), satie_gymnopedie()};
}

}  // namespace setlist::starter
