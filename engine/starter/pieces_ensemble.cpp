#include "starter/pieces.hpp"

namespace setlist::starter {
namespace {

// Both violins play one line and share one annotation.
Tune beethoven_ode_to_joy() {
  return {
      .id = "beethoven-ode-to-joy",
      .key = {2, false},
      .tempos = {{0, quarters_per_minute(152)}},
      .rate_hz = 16000,
      .duration_tenths = 68,
      .parts = {{.instrument = "violin",
                 .voices = {{"F#4/4 F#4/4 G4/4 A4/4 | A4/4 G4/4 F#4/4 E4/4 | "
                             "D4/4 D4/4 E4/4 F#4/4 | E4/4. D4/8 D4/2",
                             84}},
                 .sounding_percent = 97,
                 .players = {{.cents = -4}, {.cents = 5}}},
                {.instrument = "cello",
                 .voices = {{"D3/2 D3/2 | F#3/4 E3/4 D3/4 A2/4 | B2/2 A2/4 D3/4 | A2/2 D3/2", 78}},
                 .sounding_percent = 97}}};
}

Tune bourgeois_old_hundredth() {
  return {
      .id = "bourgeois-old-hundredth",
      .key = {1, false},
      .tempos = {{0, quarters_per_minute(126)}},
      .rate_hz = 16000,
      .duration_tenths = 63,
      .parts = {
          {.instrument = "soprano",
           .voices = {{"G4/2 G4/4 F#4/4 | E4/4 D4/4 G4/2 | A4/2 B4/2", 84}}},
          {.instrument = "alto", .voices = {{"D4/2 D4/4 D4/4 | B3/4 D4/4 B3/2 | D4/2 D4/2", 76}}},
          {.instrument = "tenor", .voices = {{"B3/2 B3/4 A3/4 | G3/4 G3/4 G3/2 | F#3/2 G3/2", 76}}},
          {.instrument = "bass voice",
           .voices = {{"G3/2 G3/4 D3/4 | E3/4 B2/4 E3/2 | D3/2 G2/2", 80}}}}};
}

Tune dvorak_largo() {
  return {.id = "dvorak-largo",
          .key = {-5, false},
          .tempos = {{0, quarters_per_minute(63)}},
          .rate_hz = 16000,
          .channels = 2,
          .duration_tenths = 82,
          .parts = {{.instrument = "clarinet",
                     .voices = {{"F4/8. Ab4/16 Ab4/4 F4/8. Eb4/16 Db4/4 | "
                                 "Eb4/8. F4/16 Ab4/8. F4/16 Eb4/2",
                                 78}},
                     .players = {{.pan = 28}}},
                    {.instrument = "piano",
                     .voices = {{"Ab3+Db4+F4/1 | Ab3+Db4+F4/2 Ab3+C4+Eb4/2", 52},
                                {"Db2/1 | Db2/2 Ab2/2", 58}},
                     .pedal = {{0, 100}, {1860, 0}, {1920, 100}, {2820, 0}, {2880, 100}, {3800, 0}},
                     .players = {{.pan = 66}}}}};
}

// The performer slows down in the middle of the flute's long note.
Tune frere_jacques() {
  return {.id = "frere-jacques",
          .key = {1, false},
          .tempos = {{0, quarters_per_minute(152)}, {5280, quarters_per_minute(120)}},
          .rate_hz = 16000,
          .duration_tenths = 74,
          .parts = {{.instrument = "flute",
                     .voices = {{"G4/4 A4/4 B4/4 G4/4 | G4/4 A4/4 B4/4 G4/4 | "
                                 "B4/4 C5/4 D5/2 | B4/4 C5/4 D5/2",
                                 84}},
                     .sounding_percent = 94},
                    {.instrument = "viola",
                     .voices = {{"r/1 | r/1 | G3/4 A3/4 B3/4 G3/4 | G3/4 A3/4 B3/4 G3/4", 80}},
                     .sounding_percent = 94}}};
}

Tune greensleeves() {
  return {.id = "greensleeves",
          .meter = {6, 8},
          .key = {0, true},
          .tempos = {{0, quarters_per_minute(112)}},
          .score_division = 96,
          .duration_tenths = 88,
          .offset_milliseconds = 350,
          .parts = {{.instrument = "flute",
                     .voices = {{"r/4. r/4 A4/8 | C5/4 D5/8 E5/8. F5/16 E5/8 | "
                                 "D5/4 B4/8 G4/8. A4/16 B4/8 | C5/4 A4/8 A4/8. G#4/16 A4/8 | "
                                 "B4/4 G#4/8 E4/4.",
                                 82}},
                     .sounding_percent = 96}}};
}

// The canon's second voice has not entered yet: the viola rests throughout.
Tune pachelbel_canon() {
  return {.id = "pachelbel-canon",
          .key = {2, false},
          .tempos = {{0, quarters_per_minute(100)}},
          .rate_hz = 16000,
          .duration_tenths = 66,
          .parts = {{.instrument = "violin",
                     .voices = {{"F#5/4 E5/4 D5/4 C#5/4 | B4/4 A4/4 B4/4 C#5/4 | D5/2 r/2", 80}}},
                    {.instrument = "viola"},
                    {.instrument = "cello",
                     .voices = {{"D3/4 A2/4 B2/4 F#2/4 | G2/4 D2/4 G2/4 A2/4 | D3/2 r/2", 80}}}}};
}

}  // namespace

std::vector<Tune> ensemble_tunes() {
  return {beethoven_ode_to_joy(), bourgeois_old_hundredth(), dvorak_largo(), frere_jacques(),
          greensleeves(),         pachelbel_canon()};
}

}  // namespace setlist::starter
