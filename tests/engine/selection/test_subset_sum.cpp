#include "setlist/selection/subset_sum.hpp"

#include <chrono>
#include <cmath>
#include <numeric>
#include <random>

#include <doctest/doctest.h>

using setlist::selection::nearest_subset;
using Sizes = std::vector<std::size_t>;

namespace {

std::size_t sum_of(const Sizes& sizes, const std::vector<bool>& taken) {
  REQUIRE(taken.size() == sizes.size());
  std::size_t sum = 0;
  for (std::size_t k = 0; k < sizes.size(); ++k) sum += taken[k] ? sizes[k] : 0;
  return sum;
}

double distance(std::size_t sum, double target) {
  return std::abs(static_cast<double>(sum) - target);
}

/// The least distance from the target that any of all choices has.
double least_distance(const Sizes& sizes, double target) {
  double least = target;
  for (std::size_t choice = 0; choice < std::size_t{1} << sizes.size(); ++choice) {
    std::size_t sum = 0;
    for (std::size_t k = 0; k < sizes.size(); ++k) sum += (choice >> k & 1U) != 0 ? sizes[k] : 0;
    least = std::min(least, distance(sum, target));
  }
  return least;
}

std::size_t nearest_sum(const Sizes& sizes, double target) {
  return sum_of(sizes, nearest_subset(sizes, target));
}

}  // namespace

TEST_SUITE("selection/subset_sum") {
  TEST_CASE("nearest_subset: no choice of all is nearer, whatever the target") {
    std::mt19937 dice(1);
    for (int round = 0; round < 300; ++round) {
      const std::size_t unit = dice() % 3 + 1;
      Sizes sizes(dice() % 9 + (round % 30 == 0 ? 4 : 0));
      for (auto& size : sizes) size = unit * (dice() % 8 == 0 ? dice() % 40 + 1 : dice() % 6 + 1);
      const auto total = std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
      for (std::size_t quarter = 0; quarter <= 4 * total + 24; quarter += 1 + sizes.size() / 6) {
        const double target = static_cast<double>(quarter) / 4;
        CAPTURE(target);
        CAPTURE(sizes.size());
        CHECK(distance(nearest_sum(sizes, target), target) == least_distance(sizes, target));
      }
    }
  }

  TEST_CASE("nearest_subset: many small sizes, of which the first do not make the target") {
    for (const std::size_t odd : {1U, 3U, 5U}) {
      Sizes sizes(2000, 6);
      sizes.push_back(odd);
      for (const double target : {odd + 0.0, 6001.0 + odd, 11994.0 + odd}) {
        const double rest = std::fmod(target, 6);
        double least = std::min(rest, 6 - rest);
        for (const double made : {static_cast<double>(odd), odd + 6.0, odd - 6.0}) {
          least = std::min(least, std::abs(rest - made));
        }
        CHECK(distance(nearest_sum(sizes, target), target) == least);
      }
    }
  }

  TEST_CASE("nearest_subset: of two sums equally near the smaller; the first that serve") {
    CHECK(nearest_sum({2, 4}, 3) == 2);
    CHECK(nearest_sum({4, 2}, 3) == 2);
    CHECK(nearest_sum({3, 5}, 4.1) == 5);
    CHECK(nearest_sum({5, 3}, 3.9) == 3);
    CHECK(nearest_sum({3, 5}, 4) == 3);
    CHECK(nearest_subset({2, 2, 2}, 4) == std::vector<bool>{true, true, false});
    CHECK(nearest_subset({1, 1, 1, 1}, 1) == std::vector<bool>{true, false, false, false});
  }

  TEST_CASE("nearest_subset: nothing to choose from, nothing wanted, more wanted than there is") {
    CHECK(nearest_subset({}, 7).empty());
    CHECK(nearest_sum({3, 1}, 0) == 0);
    CHECK(nearest_sum({3, 1}, 1000) == 4);
    CHECK(nearest_sum({1'000'000}, 400'000) == 0);
    CHECK(nearest_sum({1'000'000}, 600'000) == 1'000'000);
  }

  TEST_CASE("nearest_subset: a million songs, and groups of them, in seconds") {
    const auto begin = std::chrono::steady_clock::now();
    CHECK(nearest_sum(Sizes(100'000, 2), 99'999) == 99'998);
    CHECK(nearest_sum(Sizes(1'000'000, 1), 800'000) == 800'000);
    Sizes giant(100'000, 1);
    giant.push_back(1'000'000);
    CHECK(nearest_sum(giant, 1'050'000) == 1'050'000);
    std::mt19937 dice(2);
    Sizes mixed(300'000);
    for (auto& size : mixed) size = dice() % 5 + 1;
    CHECK(nearest_sum(mixed, 700'001) == 700'001);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
  }
}
