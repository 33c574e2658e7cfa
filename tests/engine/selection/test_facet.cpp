#include "engine/selection/made_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/query/query_parser.hpp"
#include "setlist/selection/facet.hpp"
#include "setlist/selection/grouping.hpp"

#include <map>
#include <set>

#include <doctest/doctest.h>

using namespace setlist;
using selection::facet;
using selection::Selection;
using testing::ids_of;
using testing::MadeCollection;

namespace {

using Texts = std::vector<std::string>;

Texts values_at(const Selection& songs, std::string_view field, std::size_t position) {
  const auto values = facet(songs, field);
  Texts texts;
  for (const auto number : values.of(position)) texts.push_back(values.values.at(number));
  return texts;
}

const MadeCollection& mixed() {
  static const MadeCollection made = [] {
    MadeCollection m;
    m.put(
        "Mixed",
        R"({"id": "a", "composer": "J. S. Bach", "title": "Air", "instruments": ["cello", "Violoncello"],
              "tags": ["Jazz", "jazz", "Étude"], "year": 1730, "duration": 9.5, "license": "MIT"},
             {"id": "b", "composer": "bach, johann sebastian", "title": "AIR", "tags": ["etude"],
              "instruments": ["violin", "violin", "cello"], "year": 900, "ensemble": true},
             {"id": "c", "title": "Air", "work": "Opus", "duration": 10},
             {"id": "d", "composer": "Bach / Busoni", "work": "Opus", "duration": 100})",
        R"("license": {"id": "CC0-1.0"}, "instruments": ["cello", "Violoncello", "violin"])");
    return m;
  }();
  return made;
}

}  // namespace

TEST_SUITE("selection/facet") {
  TEST_CASE("facet: spellings that mean the same are one value") {
    const Selection songs = mixed().songs();
    REQUIRE(songs.size() == 4);
    CHECK(facet(songs, "composer").values == Texts{"Bach / Busoni", "Johann Sebastian Bach"});
    CHECK(values_at(songs, "composers", 1) == Texts{"Johann Sebastian Bach"});
    CHECK(values_at(songs, "tags", 0) == Texts{"Étude", "Jazz"});
    CHECK(values_at(songs, "tag", 1) == Texts{"Étude"});
    CHECK(values_at(songs, "title", 1) == Texts{"Air"});
    CHECK(values_at(songs, "instruments", 0) == Texts{"cello"});
    CHECK(values_at(songs, "instrument", 1) == Texts{"cello", "violin"});
    CHECK(values_at(songs, "n_instruments", 1) == Texts{"3"});
    CHECK(values_at(songs, "n_instruments", 2).empty());
    CHECK(selection::facet_of_persons(songs, "composer").of(3).size() == 2);
  }

  TEST_CASE("facet: numbers by size; a dataset's licence; flags; ids") {
    const Selection songs = mixed().songs();
    CHECK(facet(songs, "duration").values == Texts{"9.5", "10", "100"});
    CHECK(facet(songs, "year").values == Texts{"900", "1730"});
    CHECK(values_at(songs, "license", 0) == Texts{"MIT"});
    CHECK(values_at(songs, "license", 1) == Texts{"CC0-1.0"});
    CHECK(values_at(songs, "ensemble", 1) == Texts{"true"});
    CHECK(values_at(songs, "installed", 1) == Texts{"false"});
    CHECK(values_at(songs, "id", 2) == Texts{"Mixed/c"});
    CHECK(values_at(songs, "dataset", 2) == Texts{"Mixed"});
  }

  TEST_CASE("facet: a work is one of a composer; a title alone is none") {
    const Selection songs = mixed().songs();
    CHECK(values_at(songs, "work", 0) == values_at(songs, "work", 1));
    CHECK(values_at(songs, "work", 2) == Texts{"Opus"});
    CHECK(values_at(songs, "work", 3) == Texts{"Bach / Busoni: Opus"});
    MadeCollection bare;
    bare.put("Bare", R"({"id": "a", "title": "Air"})");
    CHECK(values_at(bare.songs(), "work", 0).empty());
  }

  TEST_CASE("facet: of some of the songs, in their order, and of none") {
    const Selection songs = mixed().songs();
    const Selection turned = songs.ordered({3, 2, 1, 0});
    CHECK(values_at(turned, "duration", 0) == Texts{"100"});
    CHECK(values_at(turned, "duration", 3) == Texts{"9.5"});
    const Selection one = songs.taken({1});
    CHECK(facet(one, "composer").values.size() == 1);
    CHECK(facet(one, "duration").values.empty());
    CHECK(facet(one, "duration").of(0).empty());
    const Selection none = songs.taken({});
    CHECK(facet(none, "composer").values.empty());
    CHECK(selection::grouped(none, "composer").empty());
    CHECK_THROWS_AS((void)facet(none, "has"), base::UsageError);
    CHECK_THROWS_AS((void)facet(none, ""), base::UsageError);
  }

  TEST_CASE("grouped: every song under each of its values, the unknown last") {
    const Selection songs = mixed().songs().ordered({3, 2, 1, 0});
    const auto groups = selection::grouped(songs, "instrument");
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].value == "cello");
    CHECK(ids_of(groups[0].songs) == Texts{"Mixed/b", "Mixed/a"});
    CHECK(groups[1].value == "violin");
    CHECK(ids_of(groups[1].songs) == Texts{"Mixed/b"});
    CHECK_FALSE(groups[2].value);
    CHECK(ids_of(groups[2].songs) == Texts{"Mixed/d", "Mixed/c"});
  }
}
