#include "engine/query/asked.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using query::Filter;
using query::Interval;
using query::parse;
using query::remarks_on;
using testing::Asked;
using testing::holds;
using testing::Ids;

namespace {

/// Alpha has what is needed; the songs of Rule and of More are not known before a table is there.
const Asked& songs() {
  const auto with_table = [](const std::string& name, const std::string& count) {
    return R"({"format": 1, "name": ")" + name + R"(", "install": {"resources": [
      {"id": "metadata", "urls": "https://a.example/rows.csv"}]},
      "index": {"table": "metadata:rows.csv")" +
           count + R"(, "song": {"id": "{track}"}}})";
  };
  static const Asked asked{
      R"({"format": 1, "name": "Alpha", "instruments": ["piano"], "songs": [
        {"id": "a", "title": "Sonata", "instruments": ["piano"], "duration": 30, "year": 1800},
        {"id": "b", "title": "Largo", "instruments": ["piano"], "year": 1900},
        {"id": "c", "title": "Sonata", "instruments": ["piano"], "duration": 90},
        {"id": "d", "title": "Largo"}]})",
      R"({"format": 1, "name": "Gamma", "songs": [{"id": "a"}]})", with_table("More", ""),
      with_table("Rule", R"(, "count": 7)")};
  return asked;
}

query::Remarks remarks(std::string_view text) {
  return remarks_on(songs().catalog(), songs().all(), parse(text));
}

/// The datasets that are said not to be searched.
Ids not_searched(std::string_view text) {
  Ids names;
  for (const auto& line : remarks(text).not_searched)
    names.push_back(line.substr(0, line.find(' ')));
  return names;
}

Ids left_out(std::string_view text) { return remarks(text).left_out; }

const Ids kBoth = {"More", "Rule"};

}  // namespace

TEST_SUITE("query/remarks") {
  TEST_CASE("songs left out for a number alone are counted, those left out anyway are not") {
    CHECK(left_out("duration>=60") == Ids{"3 songs are left out: their duration is not known"});
    CHECK(left_out("duration>=60 dataset:alpha title:largo") ==
          Ids{"2 songs are left out: their duration is not known"});
    CHECK(left_out("duration:0..10 title:sonata").empty());
    CHECK(left_out("duration>=60 OR title:largo") ==
          Ids{"1 song is left out: its duration is not known"});  // Gamma/a
    CHECK(left_out("title:sonata").empty());
  }

  TEST_CASE("under NOT an unknown number lets songs in, and nothing is left out") {
    CHECK(songs().found("-duration<60") == Ids{"Alpha/b", "Alpha/c", "Alpha/d", "Gamma/a"});
    CHECK(left_out("-duration<60").empty());
    CHECK(left_out("-(duration<60 OR title:sonata)").empty());
    CHECK(left_out("--duration<60") == left_out("duration<60"));
    CHECK(left_out("-(-duration<60 OR title:sonata)") ==
          Ids{"3 songs are left out: their duration is not known"});
  }

  TEST_CASE("each number on its own, and only among the songs asked") {
    CHECK(left_out("duration>=0 year>=0") ==
          Ids{"1 song is left out: its year is not known",
              "1 song is left out: its duration is not known",
              "2 songs are left out: their year and duration are not known"});
    CHECK(left_out("n_instruments>=1") ==
          Ids{"2 songs are left out: their number of instruments is not known"});
    columns::Bitset last(songs().catalog().size());
    last.insert(4);
    CHECK(remarks_on(songs().catalog(), last, parse("duration>=60")).left_out ==
          Ids{"1 song is left out: its duration is not known"});
    CHECK(remarks_on(songs().catalog(), songs().all(), to_query(Filter{.duration = Interval{}}))
              .left_out == Ids{"3 songs are left out: their duration is not known"});
  }

  TEST_CASE("a dataset whose songs are not known is told, unless the query leaves it out") {
    CHECK(holds(remarks("dataset:rule").not_searched.at(0), "its 7 songs stand in a table"));
    CHECK(holds(remarks("dataset:more").not_searched.at(0), "'setlist install More' brings it"));
    for (const auto* all : {"", "title:sonata", "-dataset:Alpha", "dataset:Rule OR title:sonata",
                            "dataset~*", "-(dataset:Rule title:sonata)",
                            "dataset:Alpha OR -dataset:Alpha", "-dataset~*a", "installed:false"}) {
      CHECK_MESSAGE(not_searched(all) == kBoth, all);
    }
    for (const auto* none :
         {"dataset:Alpha", "title:sonata dataset:Alpha", "dataset~Al*", "dataset=Gamma",
          "dataset:Alpha OR dataset:Gamma", "-dataset:Rule -dataset:More",
          "-(dataset:Rule OR dataset:More)", "-(title:sonata OR dataset~*r*)", "--dataset:Alpha",
          "-(-dataset:Alpha)", "-(-dataset:Alpha OR title:largo)",
          "dataset:Alpha title:sonata OR dataset:Gamma", "-dataset~*e*", "installed:true",
          "title:sonata -installed:false"}) {
      CHECK_MESSAGE(not_searched(none).empty(), none);
    }
    CHECK(not_searched("dataset:rule") == Ids{"Rule"});
    CHECK(not_searched("-dataset:rule") == Ids{"More"});
    CHECK(not_searched("-(dataset:rule OR dataset:alpha)") == Ids{"More"});
  }

  TEST_CASE("a dataset is named by a term that is not denied") {
    const auto named = [](std::string_view text) {
      return datasets_named(songs().catalog(), parse(text));
    };
    CHECK(named("dataset:alpha") == Ids{"Alpha"});
    CHECK(named("dataset=Rule title:x") == Ids{"Rule"});
    CHECK(named("title:x OR (dataset:gamma -title:y)") == Ids{"Gamma"});
    CHECK(named("-dataset:alpha").empty());
    CHECK(named("-(title:x OR dataset:alpha)").empty());
    CHECK(named("--dataset:alpha") == Ids{"Alpha"});
    CHECK(named("-(dataset:gamma -dataset:alpha)") == Ids{"Alpha"});
    CHECK(named("dataset~*").empty());
    CHECK(named("dataset=alpha").empty());
    CHECK(named("Alpha").empty());
  }

  TEST_CASE("explained: each part alone, and with those before it") {
    const auto lines = [](const query::Query& query, const columns::Bitset& among) {
      Ids all;
      for (const auto& kept : explained(songs().catalog(), among, query)) {
        all.push_back(std::string(2 * kept.depth, ' ') + kept.part + " " +
                      std::to_string(kept.alone) + " " + std::to_string(kept.together));
      }
      return all;
    };
    CHECK(lines({}, songs().all()).empty());
    CHECK(lines(parse("title:sonata"), songs().all()) == Ids{"title:sonata 2 2"});
    CHECK(lines(parse("dataset:Alpha duration>=60 title:largo"), songs().all()) ==
          Ids{"dataset:Alpha 4 4", "duration>=60 1 1", "title:largo 2 0"});
    CHECK(lines(parse("-title:largo (year>=1850 OR duration<60 title:sonata)"), songs().all()) ==
          Ids{"-title:largo 3 3", "  title:largo 2 0", "year>=1850 OR duration<60 title:sonata 2 1",
              "  year>=1850 1 0", "  duration<60 title:sonata 1 0", "    duration<60 1 0",
              "    title:sonata 2 0"});
    columns::Bitset first(songs().catalog().size());
    first.insert(0);
    CHECK(lines(parse("-title:largo dataset:gamma"), first) ==
          Ids{"-title:largo 1 1", "  title:largo 0 0", "dataset:gamma 0 0"});
    CHECK(lines(parse("title:sonata OR title:largo"), songs().all()).front() ==
          "title:sonata OR title:largo 4 4");
  }
}
