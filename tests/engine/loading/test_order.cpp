#include "engine/starter_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/loading/order.hpp"

#include <cmath>

#include <doctest/doctest.h>

using namespace setlist;
using loading::windows_in_order;
using testing::starter;

TEST_SUITE("loading/order") {
  TEST_CASE("windows_in_order: every window lies inside its song, none is forgotten") {
    for (const double hop : {0.1, 0.7, 2.0}) {
      const double duration = 2.0;
      const auto places = windows_in_order(starter(), duration, hop);
      std::size_t expected = 0;
      for (const auto& song : starter()) {
        for (double start = 0; start + duration <= song.duration() + 1e-9; start += hop) ++expected;
      }
      CHECK(places.size() == expected);
      for (const auto& place : places) {
        CHECK(place.start + duration <= starter()[place.song].duration() + 1e-9);
      }
    }
  }

  TEST_CASE("windows_in_order: a song shorter than the window gives one") {
    CHECK(windows_in_order(starter(), 3600, 3600).size() == starter().size());
  }

  TEST_CASE("windows_in_order: durations that make no sense") {
    for (const double wrong : {0.0, -1.0, std::nan(""), static_cast<double>(INFINITY)}) {
      CHECK_THROWS_AS((void)windows_in_order(starter(), wrong, 1), base::UsageError);
      CHECK_THROWS_AS((void)windows_in_order(starter(), 1, wrong), base::UsageError);
    }
  }
}
