#include "engine/selection/made_collection.hpp"
#include "setlist/catalog/editions.hpp"
#include "setlist/query/query_parser.hpp"

#include <set>

#include <doctest/doctest.h>

using namespace setlist;
using selection::Selection;
using testing::ids_of;
using testing::MadeCollection;
using Names = std::set<std::string>;

namespace {

struct Edition {
  std::string name;
  std::string of;
  bool installed = false;
};

/// The names that a collection of these datasets shows.
Names shown(const std::vector<Edition>& editions) {
  std::vector<catalog::DatasetEntry> datasets;
  for (const auto& edition : editions) {
    catalog::DatasetEntry entry;
    entry.definition.name = edition.name;
    entry.definition.variant_of = edition.of;
    entry.installed = edition.installed;
    datasets.push_back(entry);
  }
  const auto out = catalog::left_out(datasets);
  REQUIRE(out.size() == datasets.size());
  Names names;
  for (std::size_t k = 0; k < out.size(); ++k) {
    if (!out[k]) names.insert(editions[k].name);
  }
  return names;
}

Selection filtered(const Selection& songs, const char* text) {
  return songs.filtered(query::parse(text));
}

Names datasets_of(const Selection& songs) {
  Names names;
  for (const auto n : songs.numbers()) names.insert(songs.catalog()->dataset_of(n).definition.name);
  return names;
}

/// Two editions of "M" beside another dataset.
void put_editions(const MadeCollection& made) {
  const std::string songs = R"({"id": "1", "tags": ["old"]}, {"id": "2", "tags": ["new"]})";
  made.put("M", songs).put("M-A", songs, R"("variant_of": "M")");
  made.put("M-B", songs, R"("variant_of": "M-A")").put("Other", songs);
}

}  // namespace

TEST_SUITE("catalog/editions") {
  TEST_CASE("left_out: all but one of the editions, also of editions of editions") {
    CHECK(shown({}).empty());
    CHECK(shown({{"A", ""}, {"B", ""}}) == Names{"A", "B"});
    CHECK(shown({{"A", "C"}, {"B", ""}, {"C", ""}}) == Names{"B", "C"});
    CHECK(shown({{"A", "B"}, {"B", "C"}, {"C", ""}}) == Names{"C"});
    CHECK(shown({{"A", "B"}, {"C", "A"}}) == Names{"A"});
  }

  TEST_CASE("left_out: the only edition installed stands for all") {
    CHECK(shown({{"A", "B", true}, {"B", ""}}) == Names{"A"});
    CHECK(shown({{"A", "B", true}, {"B", "", true}}) == Names{"B"});
    CHECK(shown({{"A", "B", true}, {"B", "C"}, {"C", ""}}) == Names{"A"});
    CHECK(shown({{"A", "C", true}, {"B", "C", true}, {"C", ""}}) == Names{"C"});
    CHECK(shown({{"A", "X"}, {"B", "X", true}}) == Names{"B"});
  }

  TEST_CASE("left_out: of an original that is not known, and of circles, one edition stays") {
    CHECK(shown({{"A", "X"}, {"B", "X"}}) == Names{"A"});
    CHECK(shown({{"A", "A"}}) == Names{"A"});
    CHECK(shown({{"A", "B"}, {"B", "A"}}) == Names{"A"});
    CHECK(shown({{"A", "B"}, {"B", "C"}, {"C", "A"}, {"D", "B"}, {"E", "D"}, {"F", ""}}) ==
          Names{"A", "F"});
    CHECK(shown({{"A", "B"}, {"B", "A", true}}) == Names{"B"});
  }

  TEST_CASE("a collection as it is opened leaves editions out; a query that names them has them") {
    const MadeCollection made;
    put_editions(made);
    const Selection all = made.songs();
    CHECK(datasets_of(all) == Names{"M", "Other"});
    CHECK(Selection::whole(all.catalog()).size() == 8);
    CHECK(datasets_of(filtered(all, "dataset:M-B")) == Names{"M-B"});
    CHECK(datasets_of(filtered(all, "dataset:M OR dataset:M-B")) == Names{"M", "M-B"});
    CHECK(datasets_of(filtered(all, "-dataset:M-B")) == Names{"M", "Other"});
    CHECK(datasets_of(filtered(all, "tag:old")) == Names{"M", "Other"});
    CHECK(filtered(filtered(all, "dataset:M"), "dataset:M-B").empty());
  }

  TEST_CASE("the only edition installed is what the collection shows, until it is gone") {
    const MadeCollection made;
    put_editions(made);
    made.install("M-A");
    CHECK(datasets_of(made.songs()) == Names{"M-A", "Other"});
    CHECK(datasets_of(filtered(made.songs(), "dataset:M")) == Names{"M"});
    made.install("M-B");
    CHECK(datasets_of(made.songs()) == Names{"M", "Other"});
    std::filesystem::remove_all(made.scratch() / "music" / "M-A");
    CHECK(datasets_of(made.songs()) == Names{"M-B", "Other"});
  }

  TEST_CASE("filters may come in any order") {
    const MadeCollection made;
    put_editions(made);
    const Selection all = made.songs();
    const std::vector<const char*> texts = {"tag:old", "dataset:M-B", "-dataset:Other",
                                            "dataset:M-B OR dataset:M-A", "id:M-B/1 OR tag:new"};
    for (const auto* a : texts) {
      for (const auto* b : texts) {
        const Selection one = filtered(filtered(all, a), b);
        const Selection other = filtered(filtered(all, b), a);
        CAPTURE(a);
        CAPTURE(b);
        CHECK(ids_of(one) == ids_of(other));
        CHECK(one.universe() == other.universe());
        CHECK(one == filtered(all, (std::string("(") + a + ") (" + b + ")").c_str()));
      }
    }
  }

  TEST_CASE("complement: the rest of what was shown, with the editions that were named") {
    const MadeCollection made;
    put_editions(made);
    const Selection all = made.songs();
    CHECK(all.complement().empty());
    CHECK(ids_of(filtered(all, "tag:old").complement()) ==
          std::vector<std::string>{"M/2", "Other/2"});
    CHECK(ids_of(filtered(filtered(all, "dataset:M-A OR tag:new"), "tag:old").complement()) ==
          std::vector<std::string>{"M/1", "M/2", "M-A/2", "Other/1", "Other/2"});
    for (const auto* text : {"tag:old", "dataset:M-B", "dataset:M-B OR tag:new"}) {
      const Selection some = filtered(all, text);
      CHECK((some | some.complement()) == some.universe());
      CHECK((some & some.complement()).empty());
      CHECK(some.complement().complement() == some);
    }
  }

  TEST_CASE("operations keep the editions left out, over one collection and over two") {
    const MadeCollection made;
    put_editions(made);
    MadeCollection more;
    more.put("New", R"({"id": "1"})");
    const Selection all = made.songs();
    CHECK((filtered(all, "tag:old") | filtered(all, "tag:new")) == all);
    CHECK((all | all).complement().empty());
    const Selection both = all | more.songs();
    CHECK(datasets_of(both) == Names{"M", "New", "Other"});
    CHECK(both.complement().empty());
    CHECK(datasets_of(filtered(all, "dataset:M-A") | more.songs()) == Names{"M-A", "New"});
  }
}
