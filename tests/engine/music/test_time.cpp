#include "setlist/music/time.hpp"

#include <random>

#include <doctest/doctest.h>

using namespace setlist::music;

TEST_SUITE("music/time") {
  TEST_CASE("column_at: the columns that binary rounding misses") {
    CHECK(column_at(0.3, 0.1) == 3);
    CHECK(column_at(0.29, 0.01) == 29);
    CHECK(column_at(0.57, 0.01) == 57);
    for (int k = 0; k < 100'000; ++k) CHECK_EQ(column_at(k / 100.0, 0.01), k);
  }

  TEST_CASE("column_at: inside a column, and before zero") {
    CHECK(column_at(0.2999, 0.1) == 2);
    CHECK(column_at(-0.01, 0.1) == -1);
    CHECK(column_at(0, 0.1) == 0);
  }

  TEST_CASE("frame_span: the length does not depend on the start") {
    std::mt19937 dice(7);
    std::uniform_real_distribution<double> start(-5, 500);
    for (int k = 0; k < 1000; ++k) CHECK(frame_span(start(dice), 1.2345, 44100).count() == 54441);
    CHECK(frame_at(0.5, 1) == 1);
    CHECK(frame_at(-0.5, 1) == 0);
  }
}
