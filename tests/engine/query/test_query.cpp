#include "engine/catalog/small_collection.hpp"
#include "setlist/query/filter.hpp"
#include "setlist/query/matching.hpp"
#include "setlist/query/query_parser.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using query::Filter;
using testing::holds;
using testing::SmallCollection;
using Ids = std::vector<std::string>;

namespace {

const catalog::Catalog& collection() {
  static const SmallCollection small;
  static const auto catalog = small.open();
  return *catalog;
}

Ids found(std::string_view text) {
  return testing::ids_of(collection(), matching(collection(), query::parse(text)));
}

Ids found(const Filter& filter) {
  return testing::ids_of(collection(), matching(collection(), to_query(filter)));
}

std::string fault(std::string_view text) {
  return testing::sentence_of([&] { (void)found(text); });
}

const Ids kAll = {"Alpha/one", "Alpha/two", "Alpha/three", "Beta/one", "Beta/solo"};

}  // namespace

TEST_SUITE("query/query") {
  TEST_CASE("composer: whole words, whatever case and accents") {
    CHECK(found("composer:dvorak") == Ids{"Alpha/two"});
    CHECK(found("composer:DVOŘÁK") == Ids{"Alpha/two"});
    CHECK(found("composer:\"amadeus mozart\"") == Ids{"Alpha/one"});
    CHECK(found(Filter{.composer = "Bach"}) == Ids{"Beta/solo"});
    CHECK(holds(fault("composer:moz"), "no song has the composer 'moz'"));
    CHECK(holds(fault("composer:bch"), "did you mean"));
  }

  TEST_CASE("instruments: a list means exactly these; the field means contains") {
    CHECK(found("instrument:violin") == Ids{"Alpha/two", "Alpha/three"});
    CHECK(found(Filter{.instruments = {"piano", "Violin"}}) == Ids{"Alpha/two"});
    CHECK(found(Filter{.instruments = {"violin"}}).empty());
    CHECK(found(Filter{.instruments = {"violin", "violin"}}) == Ids{"Alpha/three"});
    CHECK(found(Filter{.instruments = {"piano"}}) == Ids{"Alpha/one", "Beta/one"});
  }

  TEST_CASE("ensemble: the song's word, else more than one distinct instrument") {
    CHECK(found(Filter{.ensemble = true}) == Ids{"Alpha/two", "Beta/solo"});
    CHECK(found("ensemble:false") == Ids{"Alpha/one", "Alpha/three", "Beta/one"});
  }

  TEST_CASE("terms are ANDed, '-' denies, bare words search every text") {
    CHECK(found("").size() == 5);
    CHECK(found("sonata") == Ids{"Alpha/one", "Beta/one"});
    CHECK(found("sonata -composer:mozart") == Ids{"Beta/one"});
    CHECK(found("-sonata -instrument:cello") == Ids{"Alpha/two", "Alpha/three"});
    CHECK(found("sonata mozart") == Ids{"Alpha/one"});
    CHECK(found("group:train group:test") == Ids{"Alpha/three"});
    CHECK(found("  dataset:beta   tag:calm ").empty());
  }

  TEST_CASE("has and ground_truth: levels by group, and what is there") {
    CHECK(found("has:score") == kAll);
    CHECK(found("has:f0") == Ids{"Alpha/one", "Alpha/three", "Beta/solo"});
    CHECK(found("has:audio") == Ids{"Alpha/one", "Alpha/two"});
    CHECK(found("has:sources") == Ids{"Alpha/two"});
    CHECK(found("has:text") == Ids{"Alpha/three"});
    CHECK(found("has:non_aligned").empty());
    CHECK(found(Filter{.ground_truth = {{"score", 2}}}) ==
          Ids{"Alpha/two", "Alpha/three", "Beta/one"});
    CHECK(holds(testing::sentence_of([] {
                  (void)found(Filter{.ground_truth = {{"score", 3}}});
                }),
                "expected 0, 1 or 2"));
  }

  TEST_CASE("datasets: any of several; a string is not its letters") {
    CHECK(found(Filter{.datasets = {"alpha", "beta"}}) == kAll);
    CHECK(found(Filter{.datasets = {"Beta"}}).size() == 2);
    CHECK(holds(fault("dataset:alpa"), "did you mean 'Alpha'?"));
  }

  TEST_CASE("faults name the column and suggest") {
    CHECK(holds(fault("sonata composr:x"), "column 8: 'composr' is not a field, did you mean"));
    CHECK(holds(fault("composer:"), "has no value"));
    CHECK(holds(fault("title:\"open"), "a quote is not closed"));
    CHECK(holds(fault("-"), "found '-' alone"));
    CHECK(holds(fault("instrument:pano"), "did you mean 'piano'?"));
    CHECK(holds(fault("has:sustian"), "did you mean 'sustain'?"));
    CHECK(holds(fault("ensemble:yes"), "expected true or false"));
    CHECK(holds(fault("composer:..."), "holds no word"));
  }
}
