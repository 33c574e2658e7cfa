#include "engine/formats/midi_builder.hpp"
#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/convert/from_midi.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using formats::TrackBuilder;
using music::Alignment;
using testing::holds;
using testing::Scratch;
using testing::sentence_of;

namespace {

std::vector<music::Annotation> converted(const std::string& midi, std::string_view options,
                                         std::size_t annotations) {
  const Scratch scratch;
  const auto file = scratch.put("song.mid", midi);
  return convert::from_midi({file, base::parse_json(options), annotations});
}

TrackBuilder conductor() { return TrackBuilder().tempo(0, 500'000); }
TrackBuilder melody(int pitch) {
  return TrackBuilder().name("x").program(0, 40).on(0, pitch).off(480, pitch);
}
TrackBuilder resting() { return TrackBuilder().name("viola").program(0, 41, 1); }

}  // namespace

TEST_SUITE("convert/from_midi") {
  TEST_CASE("split tracks: a resting instrument keeps its place") {
    const auto made = converted(formats::midi({conductor(), melody(60), resting(), melody(72)}),
                                R"({"split": "tracks"})", 3);
    REQUIRE(made.size() == 3);
    CHECK(made[0].notes.at(Alignment::kPrecise).at(0).pitch == 60);
    CHECK(made[1].notes.at(Alignment::kPrecise).empty());
    CHECK(made[1].program == 41);
    CHECK(made[2].notes.at(Alignment::kPrecise).at(0).pitch == 72);
  }

  TEST_CASE("split tracks: another number of tracks is told, not guessed") {
    const auto sentence = sentence_of([] {
      (void)converted(formats::midi({conductor(), melody(60), melody(62)}),
                      R"({"split": "tracks"})", 3);
    });
    CHECK(holds(sentence, "it has 2 tracks, expected one for each of the song's 3 annotation"));
  }

  TEST_CASE("split tracks: a first track that plays is no conductor") {
    const auto made =
        converted(formats::midi({melody(60), melody(62)}), R"({"split": "tracks"})", 2);
    CHECK(made[0].notes.at(Alignment::kPrecise).size() == 1);
  }

  TEST_CASE("all: every note for each annotation, in canonical order, ids by position") {
    const auto made = converted(formats::midi({conductor(), melody(72), melody(60)}),
                                R"({"alignment": "non_aligned"})", 2);
    for (const auto& annotation : made) {
      const auto& notes = annotation.notes.at(Alignment::kMisaligned);
      REQUIRE(notes.size() == 2);
      CHECK(notes[0].pitch == 60);
      CHECK(notes[0].id == 0);
      CHECK(notes[1].id == 1);
      CHECK(notes[1].source == 0);
    }
  }

  TEST_CASE("pedals belong to the performance, beats to the score") {
    const std::string midi =
        formats::midi({conductor(), TrackBuilder().control(0, 64, 100).on(0, 60).off(960, 60)});
    const auto played = converted(midi, "{}", 1).at(0);
    const auto score = converted(midi, R"({"alignment": "score"})", 1).at(0);
    CHECK(played.pedals.size() == 1);
    CHECK(played.score_beats.empty());
    CHECK(score.pedals.empty());
    CHECK_FALSE(score.score_beats.empty());
  }

  TEST_CASE("options that are not understood") {
    const std::string midi = formats::midi({melody(60)});
    const auto fault = [&](std::string_view options) {
      return sentence_of([&] { (void)converted(midi, options, 1); });
    };
    CHECK(holds(fault(R"({"alignment": "precise"})"), "'precise' is not an alignment"));
    CHECK(holds(fault(R"({"split": "voices"})"), "expected 'all' or 'tracks'"));
    CHECK(holds(fault(R"({"aligment": "score"})"), "did you mean 'alignment'?"));
    CHECK(holds(sentence_of([] { (void)converted("not MIDI", "{}", 1); }), "song.mid"));
  }
}
