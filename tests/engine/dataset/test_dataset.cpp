#include "engine/starter_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/formats/ground_truth_file.hpp"

#include <set>

#include <doctest/doctest.h>

using namespace setlist;
using music::Alignment;
using testing::holds;
using testing::sentence_of;
using testing::starter;

TEST_SUITE("dataset/dataset") {
  TEST_CASE("Dataset: songs by position, by id, and by iteration") {
    const auto& all = starter();
    CHECK(all.size() >= 12);
    CHECK(all[0].id() == "Starter/bach-prelude-c");
    CHECK(all.find("Starter/dvorak-largo")->facts().composer == "Antonín Dvořák");
    CHECK_FALSE(all.find("Starter/none"));
    std::size_t count = 0;
    for (const auto& song : all) count += song.dataset() == "Starter" ? 1 : 0;
    CHECK(count == all.size());
    CHECK_THROWS_AS((void)all[all.size()], base::UsageError);
  }

  TEST_CASE("Dataset: a chain of operations as the readme shows it") {
    const auto& all = starter();
    const auto train = all.query("group:train");
    const auto test = all.filter({.groups = {"test"}});
    CHECK((train & test).empty());
    CHECK((train | test | all.query("group:validation")) == all);
    CHECK(train <= all);
    CHECK(train < all);
    CHECK_FALSE(train < train);
    CHECK((all - train).find("Starter/dvorak-largo"));
  }

  TEST_CASE("notes: every source, on the recording's clock; the score keeps its own") {
    const auto song = *starter().find("Starter/greensleeves");
    CHECK(song.facts().offset_seconds == 0.35);
    CHECK(song.notes().at(0).onset >= 0.35);
    const auto stored = formats::read_ground_truth(song.ground_truth_files().at(0));
    CHECK(song.notes({Alignment::kScore}).at(0).onset ==
          stored.notes.at(Alignment::kScore)[0].onset);
    CHECK(song.notes().at(0).onset == stored.notes.at(Alignment::kPrecise)[0].onset + 0.35);
  }

  TEST_CASE("notes: a preference never falls back to what was not asked") {
    const auto song = starter()[0];
    CHECK(song.notes({Alignment::kBroad, Alignment::kScore}) == song.notes({Alignment::kScore}));
    CHECK(holds(sentence_of([&] { (void)song.notes({Alignment::kBroad}); }),
                "it has no broad_alignment; it has precise_alignment, score"));
  }

  TEST_CASE("notes: instruments that share an annotation are one source") {
    const auto song = *starter().find("Starter/beethoven-ode-to-joy");
    REQUIRE(song.facts().instruments.size() == 3);
    CHECK(song.ground_truth_files().at(0) == song.ground_truth_files().at(1));
    std::set<int> sources;
    for (const auto& note : song.notes()) sources.insert(note.source);
    CHECK(sources == std::set<int>{0, 2});
  }

  TEST_CASE("notes: a resting instrument has none and disturbs nobody") {
    const auto song = *starter().find("Starter/pachelbel-canon");
    std::set<int> sources;
    for (const auto& note : song.notes()) sources.insert(note.source);
    CHECK(sources == std::set<int>{0, 2});
    CHECK(song.sources().size() == 3);
    CHECK(song.pianoroll().columns > 0);
  }

  TEST_CASE("a song that is not on disk says what to do") {
    const testing::Scratch nowhere;
    const auto absent = dataset::Dataset::open(testing::starter_overrides(nowhere.path()));
    const auto song = *absent.find("Starter/dvorak-largo");
    CHECK(song.duration() == doctest::Approx(8.2));
    CHECK(holds(sentence_of([&] { (void)song.audio(); }),
                "is not on disk; install it with 'setlist install Starter'"));
    CHECK(holds(sentence_of([&] { (void)song.notes(); }), "install it with"));
  }
}
