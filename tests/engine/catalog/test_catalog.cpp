#include "engine/catalog/small_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/catalog/meeting.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using catalog::Catalog;
using testing::holds;
using testing::Scratch;
using testing::sentence_of;
using testing::SmallCollection;

TEST_SUITE("catalog/catalog") {
  TEST_CASE("open: canonical order is by dataset name, not by file or folder") {
    const SmallCollection small;
    const auto catalog = small.open();
    REQUIRE(catalog->size() == 5);
    CHECK(catalog->id_of(0) == "Alpha/one");
    CHECK(catalog->id_of(3) == "Beta/one");
    CHECK(catalog->find("Beta/solo") == 4);
    CHECK_FALSE(catalog->find("Beta/two"));
    CHECK(catalog->dataset_of(4).definition.name == "Beta");
    CHECK_FALSE(catalog->dataset_of(4).installed);
  }

  TEST_CASE("open: a broken definition is named and left out; the others open") {
    const SmallCollection small;
    small.scratch().put("definitions/broken.json", "{\"format\": 1,\n \"name\": }");
    small.scratch().put("definitions/odd.json", R"({"some": "other JSON"})");
    const auto catalog = small.open();
    CHECK(catalog->size() == 5);
    REQUIRE(catalog->diagnostics().size() >= 2);
    const auto line = base::to_text(catalog->diagnostics()[0]);
    CHECK(holds(line, "broken.json:2"));
    CHECK(holds(base::to_text(catalog->diagnostics()[1]), "odd.json"));
  }

  TEST_CASE("open: two datasets whose names one file system could confuse") {
    const SmallCollection small;
    small.scratch().put("definitions/zeta.json", testing::definition_text("ALPHA", ""));
    const auto catalog = small.open();
    CHECK(catalog->size() == 5);
    REQUIRE(catalog->diagnostics().size() == 1);
    CHECK(holds(catalog->diagnostics()[0].message, "is defined in"));
    CHECK(holds(catalog->diagnostics()[0].message, "alpha.json"));
  }

  TEST_CASE("open: no folder is an error, an empty folder is an empty collection") {
    const Scratch scratch;
    const auto open = [&](const char* folder) {
      return Catalog::open({{}, scratch / "music", {scratch / folder}});
    };
    CHECK(holds(sentence_of([&] { (void)open("none"); }), "does not exist"));
    std::filesystem::create_directory(scratch / "empty");
    CHECK(open("empty")->size() == 0);
  }

  TEST_CASE("merged: songs meet by id, the left one is kept") {
    const SmallCollection left;
    SmallCollection right;
    right.scratch().put("definitions/beta.json", testing::definition_text("Beta", R"(
        {"id": "one", "title": "Other words"}, {"id": "new", "title": "New"})"));
    const auto a = left.open();
    const auto b = right.open();
    const auto met = catalog::meeting(a, b);
    const auto& both = met->made;
    CHECK(both->size() == 6);
    CHECK(both->song(*both->find("Beta/one")).title == "Sonata");
    CHECK(both->song(*both->find("Beta/new")).title == "New");
    for (catalog::SongNumber n = 0; n < a->size(); ++n) {
      CHECK(both->id_of(met->left[n]) == a->id_of(n));
    }
    for (catalog::SongNumber n = 0; n < b->size(); ++n) {
      CHECK(both->id_of(met->right[n]) == b->id_of(n));
    }
    CHECK(holds(met->differences.at(0), "Beta is defined by"));
    CHECK(met->differences.size() == 1);
    CHECK(catalog::meeting(b, a)->made->song(3).title == "Other words");
    CHECK(catalog::meeting(a, b) == met);
  }

  TEST_CASE("meeting: a catalogue that knows all songs of the other one is the meeting") {
    const SmallCollection large;
    const SmallCollection small;
    std::filesystem::remove(small.scratch() / "definitions/alpha.json");
    const auto a = large.open();
    const auto b = small.open();
    const auto met = catalog::meeting(a, b);
    CHECK(met->made == nullptr);
    CHECK(a->id_of(met->right.at(1)) == "Beta/solo");
    CHECK(met->differences.empty());
  }

  TEST_CASE("open: the same catalogue again, as long as nothing has changed") {
    const SmallCollection small;
    const auto first = small.open();
    CHECK(small.open() == first);
    small.scratch().put("definitions/gamma.json", testing::definition_text("Gamma", ""));
    const auto second = small.open();
    CHECK(second != first);
    CHECK(second->datasets().size() == 3);
    CHECK(small.open() == second);
  }
}
