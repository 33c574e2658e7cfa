#include "setlist/music/pianoroll.hpp"
#include "setlist/music/time.hpp"

#include <random>

#include <doctest/doctest.h>

using namespace setlist::music;

namespace {

Notes random_notes(unsigned seed, int count) {
  std::mt19937 dice(seed);
  std::uniform_int_distribution<int> hundredths(0, 999);
  Notes notes;
  for (int k = 0; k < count; ++k) {
    const double onset = hundredths(dice) / 100.0;
    notes.push_back({.onset = onset,
                     .offset = onset + hundredths(dice) / 300.0,
                     .pitch = static_cast<std::int16_t>(60 + hundredths(dice) % 5),
                     .velocity = static_cast<std::int16_t>(hundredths(dice) % 128)});
  }
  return notes;
}

/// The meaning of a roll, cell by cell.
std::uint8_t naive_cell(const Notes& notes, int pitch, std::int64_t column, double resolution) {
  int loudest = 0;
  for (const auto& note : notes) {
    const auto begin = column_at(note.onset, resolution);
    const auto end = std::max(begin + 1, column_at(note.offset, resolution));
    if (note.pitch == pitch && begin <= column && column < end) {
      loudest = std::max<int>(loudest, std::max<int>(1, note.velocity));
    }
  }
  return static_cast<std::uint8_t>(loudest);
}

}  // namespace

TEST_SUITE("music/pianoroll") {
  TEST_CASE("pianoroll: equal to its naive meaning, cell by cell") {
    for (unsigned seed = 0; seed < 20; ++seed) {
      const Notes notes = random_notes(seed, 60);
      const double resolution = seed % 2 == 0 ? 0.01 : 0.037;
      const auto roll = pianoroll(notes, {.resolution = resolution});
      int wrong = 0;
      for (int pitch = 58; pitch < 68; ++pitch) {
        for (std::int64_t c = 0; c < roll.columns; ++c) {
          wrong += roll.at(pitch, c) != naive_cell(notes, pitch, c, resolution) ? 1 : 0;
        }
      }
      CHECK(wrong == 0);
    }
  }

  TEST_CASE("pianoroll: half-open, so repeated notes do not touch the next") {
    const Notes notes = {{.onset = 0, .offset = 0.1, .pitch = 60, .velocity = 90},
                         {.onset = 0.1, .offset = 0.2, .pitch = 60, .velocity = 30}};
    const auto roll = pianoroll(notes, {.resolution = 0.1});
    CHECK(roll.columns == 2);
    CHECK(roll.at(60, 0) == 90);
    CHECK(roll.at(60, 1) == 30);
  }

  TEST_CASE("pianoroll: overlaps keep the louder note, whatever the order") {
    Notes notes = {{.onset = 0, .offset = 1, .pitch = 60, .velocity = 100},
                   {.onset = 0.5, .offset = 1, .pitch = 60, .velocity = 20}};
    CHECK(pianoroll(notes, {.resolution = 0.5}).at(60, 1) == 100);
    std::swap(notes[0], notes[1]);
    CHECK(pianoroll(notes, {.resolution = 0.5}).at(60, 1) == 100);
  }

  TEST_CASE("pianoroll: the shortest note is one column; velocity 0 and unknown are heard") {
    const Notes notes = {{.onset = 0.101, .offset = 0.102, .pitch = 127, .velocity = 0},
                         {.onset = 0.101, .offset = 0.102, .pitch = 0}};
    const auto roll = pianoroll(notes, {.resolution = 0.1});
    CHECK(roll.columns == 2);
    CHECK(roll.at(127, 1) == 1);
    CHECK(roll.at(0, 1) == kDefaultVelocity);
    CHECK(pianoroll(notes, {.resolution = 0.1, .binary = true}).at(0, 1) == 1);
  }

  TEST_CASE("pianoroll: no notes, and notes outside a fixed width") {
    CHECK(pianoroll({}, {}).columns == 0);
    const Notes notes = {{.onset = -3, .offset = -1, .pitch = 60, .velocity = 9},
                         {.onset = 5, .offset = 9, .pitch = 60, .velocity = 9},
                         {.onset = 0, .offset = 1, .pitch = 128, .velocity = 9}};
    const auto roll = pianoroll(notes, {.resolution = 1, .columns = 3});
    CHECK(roll.cells == std::vector<std::uint8_t>(128 * 3));
  }
}
