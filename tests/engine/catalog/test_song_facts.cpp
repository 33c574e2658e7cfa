#include "engine/scratch.hpp"
#include "setlist/catalog/song_facts.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using catalog::FactsTable;
using catalog::SongFacts;
using testing::Scratch;

TEST_SUITE("catalog/song_facts") {
  TEST_CASE("facts come back as they were measured") {
    const Scratch scratch;
    const FactsTable facts = {{"a/b",
                               {.frames = 441000,
                                .sample_rate = 44100,
                                .channels = 2,
                                .duration_seconds = 10.0,
                                .notes = 12,
                                .first_onset = -0.25,
                                .last_onset = 9.5}},
                              {"nothing known", {}}};
    const auto file = catalog::facts_file(scratch.path(), "sha256:abc");
    CHECK(file == scratch / ".setlist/cache/abc/facts.json");
    catalog::write_facts(facts, file);
    const auto read = catalog::read_facts(file);
    REQUIRE(read.size() == 2);
    const SongFacts& song = read.at("a/b");
    CHECK(song.frames == 441000);
    CHECK(song.sample_rate == 44100);
    CHECK(song.channels == 2);
    CHECK(song.duration_seconds == 10.0);
    CHECK(song.notes == 12);
    CHECK(song.first_onset == -0.25);
    CHECK(song.last_onset == 9.5);
    CHECK_FALSE(read.at("nothing known").frames);
  }

  TEST_CASE("facts that are missing, damaged or absurd are no facts") {
    const Scratch scratch;
    CHECK(catalog::read_facts(scratch / "none.json").empty());
    for (const auto* text :
         {"", "{", "[]", R"({"songs": []})", R"({"songs": {"a": 1}})",
          R"({"songs": {"a": {"frames": -1}}})", R"({"songs": {"a": {"duration": "long"}}})",
          R"({"songs": {"a": {"sample_rate": 0}}})"}) {
      CHECK_MESSAGE(catalog::read_facts(scratch.put("facts.json", text)).empty(), text);
    }
  }
}
