#include "midi_builder.hpp"
#include "setlist/base/error.hpp"
#include "setlist/formats/midi_file.hpp"

#include <filesystem>
#include <fstream>
#include <vector>

#include <doctest/doctest.h>

using namespace setlist;
using namespace setlist::formats;

namespace {

struct Expected {
  int pitch;
  double onset;
  double offset;
  int velocity;
};

void check_notes(const MidiInstrument& instrument, const std::vector<Expected>& expected) {
  REQUIRE(instrument.notes.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    CHECK(instrument.notes[i].pitch == expected[i].pitch);
    CHECK(instrument.notes[i].onset == expected[i].onset);
    CHECK(instrument.notes[i].offset == expected[i].offset);
    CHECK(instrument.notes[i].velocity == expected[i].velocity);
    CHECK(instrument.notes[i].id == static_cast<int>(i));
  }
}

}  // namespace

TEST_SUITE("formats/midi_file") {
  TEST_CASE("parse_midi: a note, without anything said about tempo, is at 120") {
    const auto file = parsed(midi({TrackBuilder().on(480, 60, 99).off(480, 60)}, 480, 0));
    CHECK(file.format == 0);
    CHECK(file.division == 480);
    REQUIRE(file.instruments.size() == 1);
    check_notes(file.instruments[0], {{60, 0.5, 1.0, 99}});
    CHECK(file.end_time == 1.0);
    CHECK(file.beats == std::vector<double>{0.0, 0.5});
    CHECK(file.downbeats == std::vector<double>{0.0});
    CHECK(file.warnings.empty());
  }

  TEST_CASE("note-off: closes every note of its key that began at another tick") {
    SUBCASE("two overlapping notes end together, the second note-off is spurious") {
      const auto file =
          parsed(midi({TrackBuilder().on(0, 60, 10).on(480, 60, 20).off(480, 60).off(480, 60)}));
      check_notes(file.instruments[0], {{60, 0.0, 1.0, 10}, {60, 0.5, 1.0, 20}});
      CHECK(file.end_time == 1.0);
    }
    SUBCASE("off and on at one tick, in either order, repeat the note") {
      const std::vector<Expected> expected = {{60, 0.0, 0.5, 10}, {60, 0.5, 1.0, 20}};
      check_notes(
          parsed(midi({TrackBuilder().on(0, 60, 10).off(480, 60).on(0, 60, 20).off(480, 60)}))
              .instruments[0],
          expected);
      check_notes(
          parsed(midi({TrackBuilder().on(0, 60, 10).on(480, 60, 20).off(0, 60).off(480, 60)}))
              .instruments[0],
          expected);
    }
    SUBCASE("a note without length vanishes, and is not counted as unclosed") {
      const auto file = parsed(midi({TrackBuilder().on(0, 60).off(0, 60).off(480, 60)}));
      CHECK(file.instruments.empty());
      CHECK(file.unclosed_notes == 0);
      CHECK(file.end_time == 0.0);
    }
    SUBCASE("other channels and pitches are other keys") {
      const auto file = parsed(midi({TrackBuilder().on(0, 60).off(10, 61).off(10, 60, 1)}));
      CHECK(file.instruments.empty());
      CHECK(file.unclosed_notes == 1);
    }
    SUBCASE("a note-on of velocity 0 is one") {
      check_notes(parsed(midi({TrackBuilder().on(0, 60, 99).on(480, 60, 0)})).instruments[0],
                  {{60, 0.0, 0.5, 99}});
    }
  }

  TEST_CASE("parse_midi: notes never closed are dropped and counted, in each track") {
    const auto file = parsed(midi({TrackBuilder().on(0, 60).on(0, 60).on(9, 62).off(9, 62),
                                   TrackBuilder().on(5, 60), TrackBuilder().off(5, 60)}));
    REQUIRE(file.instruments.size() == 1);
    CHECK(file.instruments[0].notes.size() == 1);
    CHECK(file.unclosed_notes == 3);
  }

  TEST_CASE("instruments: by the program when the note ends, in the order of first endings") {
    const auto file = parsed(midi({TrackBuilder()
                                       .on(0, 60)
                                       .on(0, 72, 64, 1)
                                       .program(240, 7)
                                       .off(240, 72, 1)
                                       .off(0, 60)
                                       .program(0, 0)
                                       .on(0, 61)
                                       .off(480, 61)}));
    REQUIRE(file.instruments.size() == 3);
    CHECK(file.instruments[0].channel == 1);
    CHECK(file.instruments[1].program == 7);
    CHECK(file.instruments[2].program == 0);
    CHECK(file.instruments[2].notes[0].source == 2);
    CHECK(file.instruments[1].notes[0].program == 7);
  }

  TEST_CASE("instruments: the program is reset and the name begins anew in every track") {
    const auto file = parsed(midi({TrackBuilder().name("flute").program(0, 73).on(0, 60).off(9, 60),
                                   TrackBuilder().on(0, 60).off(9, 60).name("late")}));
    REQUIRE(file.instruments.size() == 2);
    CHECK(file.instruments[0].name == "flute");
    CHECK(file.instruments[1].program == 0);
    CHECK(file.instruments[1].name.empty());
    CHECK(file.tracks[1].name == "late");
  }

  TEST_CASE("instruments: channel 10 is drums, whatever its program") {
    const auto file =
        parsed(midi({TrackBuilder().program(0, 40, 9).on(0, 36, 100, 9).off(9, 36, 9)}));
    CHECK(file.instruments[0].program == music::kDrums);
    CHECK(file.instruments[0].notes[0].program == music::kDrums);
    CHECK(file.instruments[0].channel == 9);
    CHECK(file.tracks[0].program == music::kDrums);
  }

  TEST_CASE("tracks: each is listed, with or without notes") {
    const auto file = parsed(
        midi({TrackBuilder().name("tempi").tempo(0, 500'000),
              TrackBuilder().program(0, 12).program(5, 13), TrackBuilder().control(0, 7, 100)}));
    REQUIRE(file.tracks.size() == 3);
    CHECK(file.tracks[0].name == "tempi");
    CHECK_FALSE(file.tracks[0].has_channel_events);
    CHECK(file.tracks[1].program == 12);
    CHECK(file.tracks[2].has_channel_events);
    CHECK(file.instruments.empty());
  }

  TEST_CASE("names: UTF-8 when valid, else Latin-1") {
    CHECK(parsed(midi({TrackBuilder().name("Fl\xc3\xb6te")})).tracks[0].name == "Flöte");
    CHECK(parsed(midi({TrackBuilder().name("Fl\xf6te")})).tracks[0].name == "Flöte");
  }

  TEST_CASE("pedals: those before the first note's end belong to every later program") {
    const auto file = parsed(midi({TrackBuilder()
                                       .control(0, 64, 100)
                                       .on(0, 60)
                                       .off(480, 60)
                                       .control(0, 64, 20)
                                       .program(0, 5)
                                       .on(0, 62)
                                       .off(480, 62)
                                       .control(0, 67, 30)
                                       .control(0, 1, 99)}));
    REQUIRE(file.instruments.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      const auto& pedals = file.instruments[i].pedals;
      REQUIRE(pedals.size() == 3);
      CHECK(pedals[0] == music::PedalEvent{0.0, 64, 100, static_cast<std::int16_t>(i)});
      CHECK(pedals[1] == music::PedalEvent{0.5, 64, 20, static_cast<std::int16_t>(i)});
      CHECK(pedals[2] == music::PedalEvent{1.0, 67, 30, static_cast<std::int16_t>(i)});
    }
  }

  TEST_CASE("pedals: after a note ended they belong to its program alone") {
    const auto file = parsed(midi({TrackBuilder()
                                       .on(0, 60)
                                       .off(480, 60)
                                       .control(0, 66, 127)
                                       .program(0, 5)
                                       .on(0, 62)
                                       .off(480, 62)}));
    REQUIRE(file.instruments.size() == 2);
    CHECK(file.instruments[0].pedals.size() == 1);
    CHECK(file.instruments[1].pedals.empty());
  }

  TEST_CASE("pedals: of a channel without notes they are lost, also for the end") {
    const auto file = parsed(midi({TrackBuilder().on(0, 60).off(480, 60).control(4800, 64, 1, 3)}));
    CHECK(file.instruments[0].pedals.empty());
    CHECK(file.end_time == 0.5);
  }

  TEST_CASE("end_time: the last controller, bend, text or lyric, not the end of track") {
    const auto with = [](const std::string& event) {
      return parsed(midi({TrackBuilder()
                              .on(0, 60)
                              .off(480, 60)
                              .raw(480, event)
                              .raw(480, bytes({0xff, 0x06, 0}))}))
          .end_time;
    };
    CHECK(with(bytes({0xb0, 7, 1})) == 1.0);
    CHECK(with(bytes({0xe0, 0, 64})) == 1.0);
    CHECK(with(bytes({0xff, 0x01, 1, 'a'})) == 1.0);
    CHECK(with(bytes({0xff, 0x05, 1, 'a'})) == 1.0);
    CHECK(with(bytes({0xff, 0x06, 1, 'a'})) == 0.5);
    CHECK(with(bytes({0xd0, 7})) == 0.5);
  }

  TEST_CASE("read_midi: reads a file, and names it in errors") {
    const auto path = std::filesystem::temp_directory_path() / "setlist_test_midi_file.mid";
    std::ofstream(path, std::ios::binary) << midi({TrackBuilder().on(0, 60).off(480, 60)});
    CHECK(read_midi(path).instruments.size() == 1);
    std::ofstream(path, std::ios::binary) << "no MIDI";
    try {
      static_cast<void>(read_midi(path));
      FAIL("accepted");
    } catch (const base::FormatError& error) {
      CHECK(std::string(error.what()).find("setlist_test_midi_file.mid") != std::string::npos);
      CHECK(error.where().path == path.string());
    }
    std::filesystem::remove(path);
    CHECK_THROWS_AS(static_cast<void>(read_midi(path)), base::FileError);
  }
}
