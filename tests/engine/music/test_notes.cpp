#include "setlist/music/notes.hpp"

#include <doctest/doctest.h>

using namespace setlist::music;

TEST_SUITE("music/notes") {
  TEST_CASE("clipped: half-open at both edges") {
    const Notes notes = {{.onset = 0, .offset = 1, .pitch = 60},
                         {.onset = 0.5, .offset = 2.5, .pitch = 61},
                         {.onset = 2, .offset = 3, .pitch = 62}};
    const Notes inside = clipped(notes, 1, 2);
    REQUIRE(inside.size() == 1);
    CHECK(inside[0].pitch == 61);
    CHECK(inside[0].onset == 0);
    CHECK(inside[0].offset == 1);
    CHECK(clipped(notes, 10, 20).empty());
  }

  TEST_CASE("clipped: a pedal held before the window stands at its start") {
    const Pedals pedals = {{.time = 0.1, .value = 40},
                           {.time = 0.2, .value = 127},
                           {.time = 0.3, .controller = 67, .value = 1},
                           {.time = 1.5, .value = 0},
                           {.time = 2.0, .value = 90}};
    const Pedals inside = clipped(pedals, 1, 2);
    REQUIRE(inside.size() == 3);
    CHECK(inside[0] == PedalEvent{.time = 0, .controller = 64, .value = 127});
    CHECK(inside[1] == PedalEvent{.time = 0, .controller = 67, .value = 1});
    CHECK(inside[2] == PedalEvent{.time = 0.5, .value = 0});
  }

  TEST_CASE("sort_canonically: chords by pitch, twins by source") {
    Notes notes = {{.onset = 1, .offset = 2, .pitch = 64, .source = 1},
                   {.onset = 1, .offset = 2, .pitch = 64, .source = 0},
                   {.onset = 1, .offset = 2, .pitch = 60},
                   {.onset = 0, .offset = 9, .pitch = 90}};
    sort_canonically(notes);
    CHECK(notes[0].pitch == 90);
    CHECK(notes[1].pitch == 60);
    CHECK(notes[2].source == 0);
    CHECK(notes[3].source == 1);
    CHECK(last_offset(notes) == 9);
    CHECK(last_offset({}) == 0);
  }
}
