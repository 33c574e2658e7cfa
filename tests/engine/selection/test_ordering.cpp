#include "engine/selection/made_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/query/query_parser.hpp"
#include "setlist/selection/ordering.hpp"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

using namespace setlist;
using selection::sampled;
using selection::Selection;
using selection::sorted;
using testing::ids_of;
using testing::MadeCollection;

namespace {

using Ids = std::vector<std::string>;

/// Its songs in an order that no field has.
const MadeCollection& five() {
  static const MadeCollection made = [] {
    MadeCollection m;
    m.put("D", R"({"id": "c", "year": 1900, "composer": "Zelenka"},
                  {"id": "a", "composer": "Élégie"},
                  {"id": "e", "year": 900, "composer": "abel"},
                  {"id": "b", "year": 1900, "composer": "Eben"},
                  {"id": "d", "year": 1800})");
    return m;
  }();
  return made;
}

}  // namespace

TEST_SUITE("selection/ordering") {
  TEST_CASE("sorted: numbers by size, texts by letters, equal ones stay, unknown ones last") {
    const Selection songs = five().songs();
    CHECK(ids_of(sorted(songs, {"year"})) == Ids{"D/e", "D/d", "D/c", "D/b", "D/a"});
    CHECK(ids_of(sorted(songs, {"year"}, true)) == Ids{"D/c", "D/b", "D/d", "D/e", "D/a"});
    CHECK(ids_of(sorted(songs, {"composer"})) == Ids{"D/e", "D/b", "D/a", "D/c", "D/d"});
    CHECK(ids_of(sorted(songs, {"composer"}, true)) == Ids{"D/c", "D/a", "D/b", "D/e", "D/d"});
    CHECK(ids_of(sorted(songs, {"year", "id"})) == Ids{"D/e", "D/d", "D/b", "D/c", "D/a"});
    CHECK(ids_of(sorted(songs, {"year", "id"}, true)) == Ids{"D/c", "D/b", "D/d", "D/e", "D/a"});
    CHECK(ids_of(sorted(songs, {})) == ids_of(songs));
    CHECK(ids_of(sorted(sorted(songs, {"id"}), {"dataset"})) == ids_of(sorted(songs, {"id"})));
    CHECK(sorted(songs, {"id"}) == songs);
    CHECK_THROWS_AS((void)sorted(songs, {"id", "nothing"}), base::UsageError);
  }

  TEST_CASE("an order survives what narrows; what is added comes after it") {
    const Selection by_id = sorted(five().songs(), {"id"});
    const Selection late = by_id.filtered(query::parse("year>=1800"));
    CHECK(ids_of(late) == Ids{"D/b", "D/c", "D/d"});
    CHECK(ids_of(by_id.taken({4, 1, 1})) == Ids{"D/b", "D/e"});
    CHECK(ids_of(by_id - late) == Ids{"D/a", "D/e"});
    CHECK(ids_of(by_id & five().songs()) == ids_of(by_id));
    CHECK(ids_of(five().songs() & by_id) == ids_of(five().songs()));
    CHECK(ids_of(late | five().songs()) == Ids{"D/b", "D/c", "D/d", "D/a", "D/e"});
    CHECK(ids_of(five().songs() | late) == ids_of(five().songs()));
    CHECK(ids_of(by_id.taken({0, 1}) ^ by_id.taken({1, 4})) == Ids{"D/a", "D/e"});
    CHECK(ids_of(by_id.taken({4}) ^ by_id.taken({0, 1})) == Ids{"D/e", "D/a", "D/b"});
    CHECK(ids_of(late.complement()) == Ids{"D/a", "D/e"});
  }

  TEST_CASE("an order survives the meeting with another collection") {
    MadeCollection other;
    other.put("A", R"({"id": "z"}, {"id": "y"})");
    other.put("D", R"({"id": "b"}, {"id": "x"})");
    const Selection by_id = sorted(five().songs(), {"id"}, true);
    const Selection there = sorted(other.songs(), {"id"}, true);
    CHECK(ids_of(by_id | there) == Ids{"D/e", "D/d", "D/c", "D/b", "D/a", "D/x", "A/z", "A/y"});
    CHECK(ids_of(there | by_id) == Ids{"D/x", "D/b", "A/z", "A/y", "D/e", "D/d", "D/c", "D/a"});
    CHECK(ids_of(by_id & there) == Ids{"D/b"});
    CHECK(ids_of(by_id - there) == Ids{"D/e", "D/d", "D/c", "D/a"});
    CHECK(ids_of(other.songs() | by_id) ==
          Ids{"A/z", "A/y", "D/b", "D/x", "D/e", "D/d", "D/c", "D/a"});
  }

  TEST_CASE("sampled: n of them, the same with more, in another order and another collection") {
    MadeCollection made;
    made.put_many("S", 200, [](std::size_t) { return ""; });
    MadeCollection more;
    more.put_many("Before", 50, [](std::size_t) { return ""; });
    more.put_many("S", 200, [](std::size_t) { return ""; });
    const Selection songs = made.songs();
    const Selection there = more.songs().filtered(query::parse("dataset:S"));
    Selection fewer = sampled(songs, 0, 9);
    CHECK(fewer.empty());
    for (std::size_t n = 1; n <= 200; n += n < 20 ? 1 : 45) {
      const Selection sample = sampled(songs, n, 9);
      CHECK(sample.size() == n);
      CHECK(is_subset(fewer, sample));
      CHECK(sample == sampled(there, n, 9));
      CHECK(sample == sampled(sorted(songs, {"id"}, true), n, 9));
      fewer = sample;
    }
    CHECK(sampled(songs, 200, 9) == songs);
    const auto backwards = ids_of(sampled(sorted(songs, {"id"}, true), 30, 9));
    CHECK(std::is_sorted(backwards.rbegin(), backwards.rend()));
    CHECK_FALSE(sampled(songs, 30, 9) == sampled(songs, 30, 10));
    CHECK_THROWS_AS((void)sampled(songs, 201, 9), base::UsageError);
  }

  TEST_CASE("sampled: every song comes as often as any other") {
    MadeCollection made;
    made.put_many("S", 20, [](std::size_t) { return ""; });
    std::vector<int> times(20);
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
      const Selection sample = sampled(made.songs(), 5, seed);
      for (const auto song : sample.numbers()) ++times[song];
    }
    // 1000 each, give or take 27 (one standard deviation).
    CHECK(*std::ranges::min_element(times) > 850);
    CHECK(*std::ranges::max_element(times) < 1150);
  }
}
