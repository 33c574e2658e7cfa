#include "setlist/columns/postings.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <doctest/doctest.h>

using namespace setlist::columns;

namespace {

constexpr std::uint32_t kSection = 10;

/// Sets over a universe, written and read back; the keys are 100, 101, ...
Image image_of(const std::vector<std::set<std::uint32_t>>& sets, std::size_t universe) {
  PostingsBuilder builder;
  for (std::uint32_t song = 0; song < universe; ++song) {
    for (std::uint32_t v = 0; v < sets.size(); ++v) {
      for (std::size_t times = sets[v].count(song) * 2; times > 0; --times) builder.add(v, song);
    }
  }
  std::vector<std::uint32_t> values, keys;
  for (std::uint32_t v = 0; v < sets.size(); ++v) {
    values.push_back(v);
    keys.push_back(100 + v);
  }
  ImageWriter writer;
  builder.write(writer, kSection, values, keys, universe);
  return Image::of(writer.finish());
}

}  // namespace

TEST_SUITE("columns/postings") {
  TEST_CASE("random sets, sparse and dense, come back as they were") {
    std::mt19937 dice(3);
    for (const std::size_t universe : {1U, 31U, 32U, 33U, 64U, 500U}) {
      std::vector<std::set<std::uint32_t>> sets(20);
      for (auto& set : sets) {
        const std::size_t members = 1 + dice() % universe;
        while (set.size() < members) set.insert(dice() % universe);
      }
      const Image image = image_of(sets, universe);
      const auto read = PostingSets::read(image, kSection, universe, 200);
      REQUIRE(read);
      REQUIRE(read->keys().size() == sets.size());
      for (std::size_t v = 0; v < sets.size(); ++v) {
        CHECK(read->keys()[v] == 100 + v);
        CHECK(read->count(v) == sets[v].size());
        Bitset found(universe);
        read->insert_into(found, v);
        CHECK(found.count() == sets[v].size());
        for (const auto song : sets[v]) CHECK(found.contains(song));
      }
    }
  }

  TEST_CASE("a song beyond the universe, a key beyond the texts and torn sections are refused") {
    const Image image = image_of({{0, 5}, {1, 2, 3, 4, 5, 6, 7}}, 8);
    CHECK(PostingSets::read(image, kSection, 8, 102));
    CHECK_FALSE(PostingSets::read(image, kSection, 8, 101));
    CHECK_FALSE(PostingSets::read(image, kSection, 5, 102));
    CHECK_FALSE(PostingSets::read(image, kSection + 1, 8, 102));
    CHECK(PostingSets::read(image, kSection + 50, 8, 102)->keys().empty());
  }
}
