#include "setlist/base/parallel.hpp"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using setlist::base::in_parallel;

TEST_SUITE("base/parallel") {
  TEST_CASE("every piece is done once, none at all too") {
    for (const std::size_t count : {0U, 1U, 2U, 1000U}) {
      std::vector<std::atomic<int>> done(count);
      in_parallel(count, [&](std::size_t i) { ++done[i]; });
      for (const auto& times : done) CHECK(times == 1);
    }
  }

  TEST_CASE("what a piece throws is thrown, after all threads have ended") {
    std::atomic<int> running{0};
    const auto work = [&](std::size_t i) {
      ++running;
      if (i == 3) {
        --running;
        throw std::runtime_error("third");
      }
      --running;
    };
    CHECK_THROWS_WITH_AS(in_parallel(100, work), "third", std::runtime_error);
    CHECK(running == 0);
  }
}
