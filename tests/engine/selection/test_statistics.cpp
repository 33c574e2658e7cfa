#include "engine/selection/made_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/selection/ordering.hpp"
#include "setlist/selection/statistics.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using testing::MadeCollection;

namespace {

using Pairs = std::vector<std::pair<std::string, std::size_t>>;

Pairs pairs(const std::vector<selection::ValueCount>& counts) {
  Pairs all;
  for (const auto& count : counts) all.emplace_back(count.value, count.songs);
  return all;
}

MadeCollection annotated() {
  MadeCollection made;
  made.put("Graded",
           R"({"id": "a", "groups": ["train", "test"], "duration": 0.25, "recording": "a.wav"},
              {"id": "b", "groups": ["test"], "duration": 0.5, "tags": ["x", "X", "y"],
               "instruments": ["cello", "cello"], "sources": ["1.wav", "2.wav"]},
              {"id": "c", "groups": ["none"], "tags": ["y"]})",
           R"("groups": ["train", "test", "none"], "instruments": ["cello"], "ground_truth":
              {"train": {"score": 1, "f0": 0}, "test": {"score": 2, "f0": 2}, "none": {}})");
  made.put("Bare", R"({"id": "a", "composer": "JS Bach"}, {"id": "b", "composer": "j. s. bach"})");
  return made;
}

}  // namespace

TEST_SUITE("selection/statistics") {
  TEST_CASE("statistics: sums, and how many songs are not in them") {
    const MadeCollection made = annotated();
    made.install("Bare");
    const auto all = selection::statistics(made.songs());
    CHECK(all.songs == 5);
    CHECK(all.seconds == 0.75);
    CHECK(all.without_duration == 3);
    CHECK(all.notes == 0);
    CHECK(all.without_notes == 5);
    CHECK(all.with_audio == 1);
    CHECK(all.with_sources == 1);
    CHECK(all.installed == 2);
  }

  TEST_CASE("statistics: values of songs, each once a song, the most frequent first") {
    const MadeCollection made = annotated();
    const auto all = selection::statistics(made.songs());
    CHECK(pairs(all.datasets) == Pairs{{"Graded", 3}, {"Bare", 2}});
    CHECK(pairs(all.composers) == Pairs{{"Johann Sebastian Bach", 2}});
    CHECK(pairs(all.tags) == Pairs{{"y", 2}, {"x", 1}});
    CHECK(pairs(all.groups) == Pairs{{"test", 2}, {"none", 1}, {"train", 1}});
    CHECK(pairs(all.instruments) == Pairs{{"cello", 1}});
    CHECK_THROWS_AS((void)selection::counted(made.songs(), "nothing"), base::UsageError);
  }

  TEST_CASE("statistics: a song's best level of each type counts, once") {
    const MadeCollection made = annotated();
    const auto all = selection::statistics(made.songs());
    REQUIRE(all.annotations.size() == 2);
    for (const auto& coverage : all.annotations) {
      CAPTURE(coverage.type);
      CHECK(coverage.manual == (coverage.type == "score" ? 1 : 0));
      CHECK(coverage.algorithmic == (coverage.type == "score" ? 1 : 2));
    }
  }

  TEST_CASE("statistics: of no songs, and the same in any order") {
    const MadeCollection made = annotated();
    const auto none = selection::statistics(made.songs().taken({}));
    CHECK(none.songs == 0);
    CHECK(none.seconds == 0);
    CHECK(none.composers.empty());
    CHECK(none.annotations.empty());
    const auto turned = selection::statistics(selection::sorted(made.songs(), {"id"}, true));
    CHECK(turned.seconds == 0.75);
    CHECK(pairs(turned.groups) == pairs(selection::statistics(made.songs()).groups));
  }
}
