#include "engine/formats/midi_builder.hpp"
#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/formats/ground_truth_file.hpp"
#include "setlist/install/annotate.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using testing::holds;
using testing::Scratch;

namespace {

std::string one_note() { return formats::midi({formats::TrackBuilder().on(0, 60).off(480, 60)}); }

definition::Definition four_songs() {
  definition::Definition definition;
  definition.name = "D";
  definition.conversion = {{"midi", "{id}.mid", base::parse_json("{}")}};
  for (const auto* id : {"good", "damaged", "missing", "also good"}) {
    definition::SongEntry song;
    song.id = id;
    song.ground_truth = {std::string(id) + ".json.gz"};
    definition.songs.push_back(song);
  }
  return definition;
}

}  // namespace

TEST_SUITE("install/annotate") {
  TEST_CASE("annotate: a bad song is reported by name and harms no other") {
    const Scratch scratch;
    scratch.put("good.mid", one_note());
    scratch.put("also good.mid", one_note());
    scratch.put("damaged.mid", one_note().substr(0, 30));
    const auto failed =
        install::annotate(four_songs(), scratch.path(), convert::builtin_converters(), {});
    REQUIRE(failed.size() == 2);
    CHECK(failed[0].song == "damaged");
    CHECK(failed[1].song == "missing");
    CHECK(holds(failed[1].reason, "missing.mid"));
    for (const auto* name : {"good.json.gz", "also good.json.gz"}) {
      CHECK(formats::read_ground_truth(scratch / name).notes.size() == 1);
    }
    CHECK_FALSE(std::filesystem::exists(scratch / "damaged.json.gz"));
  }

  TEST_CASE("annotate: a converter that does not exist ends it before any song") {
    const Scratch scratch;
    scratch.put("good.mid", one_note());
    auto wrong = four_songs();
    wrong.conversion.push_back({"midy", "{id}.mid", base::parse_json("{}")});
    CHECK_THROWS_AS(
        (void)install::annotate(wrong, scratch.path(), convert::builtin_converters(), {}),
        base::DefinitionError);
    CHECK_FALSE(std::filesystem::exists(scratch / "good.json.gz"));
  }

  TEST_CASE("annotate: two converters of one song are merged") {
    const Scratch scratch;
    scratch.put("good.mid", one_note());
    auto both = four_songs();
    both.songs.resize(1);
    both.conversion.push_back({"midi", "{id}.mid", base::parse_json(R"({"alignment": "score"})")});
    CHECK(install::annotate(both, scratch.path(), convert::builtin_converters(), {}).empty());
    const auto annotation = formats::read_ground_truth(scratch / "good.json.gz");
    CHECK(annotation.notes.size() == 2);
    CHECK_FALSE(annotation.score_beats.empty());
  }

  TEST_CASE("annotate: a stop is obeyed between songs") {
    const Scratch scratch;
    for (const auto* name : {"good.mid", "also good.mid", "damaged.mid"}) {
      scratch.put(name, one_note());
    }
    CHECK_THROWS_AS(
        (void)install::annotate(four_songs(), scratch.path(), convert::builtin_converters(),
                                [](const base::Progress& p) { return p.item != "damaged"; }),
        base::Interrupted);
    CHECK_FALSE(std::filesystem::exists(scratch / "damaged.json.gz"));
  }
}
