#include "midi_builder.hpp"

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

using namespace setlist;
using namespace setlist::formats;

namespace {

/// The onset and offset of the only note.
std::vector<double> span_of(const MidiFile& file) {
  REQUIRE(file.instruments.size() == 1);
  REQUIRE(file.instruments[0].notes.size() == 1);
  return {file.instruments[0].notes[0].onset, file.instruments[0].notes[0].offset};
}

std::vector<double> times_of(const std::vector<TempoChange>& tempi) {
  std::vector<double> times;
  for (const auto& tempo : tempi) times.push_back(tempo.time);
  return times;
}

bool warns(const MidiFile& file, std::string_view part) {
  return std::any_of(file.warnings.begin(), file.warnings.end(),
                     [&](const auto& line) { return line.find(part) != line.npos; });
}

}  // namespace

TEST_SUITE("formats/midi_clock") {
  TEST_CASE("parse_midi: tempi of the first track hold in all tracks") {
    const auto file = parsed(midi({TrackBuilder().tempo(480, 1'000'000).tempo(480, 250'000),
                                   TrackBuilder().on(0, 60).off(1440, 60)}));
    CHECK(times_of(file.tempi) == std::vector<double>{0.0, 0.5, 1.5});
    CHECK(file.tempi[1].quarters_per_minute == 60.0);
    CHECK(span_of(file) == std::vector<double>{0.0, 1.75});
    CHECK(file.beats == std::vector<double>{0.0, 0.5, 1.5});
  }

  TEST_CASE("parse_midi: the arithmetic of times is left to right in doubles") {
    const auto file = parsed(
        midi({TrackBuilder().tempo(0, 500'001).tempo(7, 333'333).on(5, 60).off(11, 60)}, 97));
    const double first = 60.0 / ((6e7 / 500001.0) * 97.0);
    const double second = 60.0 / ((6e7 / 333333.0) * 97.0);
    const double change = 0.0 + first * 7.0;
    CHECK(span_of(file) == std::vector<double>{change + second * 5.0, change + second * 16.0});
  }

  TEST_CASE("parse_midi: two tempi at one tick") {
    SUBCASE("at 0 the last replaces all") {
      const auto file = parsed(
          midi({TrackBuilder().tempo(0, 250'000).tempo(0, 1'000'000).on(0, 60).off(480, 60)}));
      CHECK(file.tempi.size() == 1);
      CHECK(span_of(file) == std::vector<double>{0.0, 1.0});
    }
    SUBCASE("later both are listed and the last governs") {
      const auto file = parsed(
          midi({TrackBuilder().tempo(480, 250'000).tempo(0, 1'000'000).on(0, 60).off(480, 60)}));
      CHECK(times_of(file.tempi) == std::vector<double>{0.0, 0.5, 0.5});
      CHECK(span_of(file) == std::vector<double>{0.5, 1.5});
    }
    SUBCASE("a repetition is not listed") {
      const auto file = parsed(midi({TrackBuilder().tempo(480, 500'000).tempo(480, 500'000)}));
      CHECK(file.tempi.size() == 1);
      CHECK(file.end_time == 0.0);
    }
  }

  TEST_CASE("parse_midi: a tempo outside the first track is ignored with a warning") {
    const auto file = parsed(midi(
        {TrackBuilder(), TrackBuilder().tempo(0, 1'000'000).tempo(0, 9).on(0, 60).off(480, 60)}));
    CHECK(span_of(file) == std::vector<double>{0.0, 0.5});
    REQUIRE(file.warnings.size() == 1);
    CHECK(file.warnings[0].find("outside the first track") != std::string::npos);
    CHECK(file.warnings[0].find("2 times") != std::string::npos);
  }

  TEST_CASE("parse_midi: SMPTE divisions know no tempo") {
    const auto track = TrackBuilder().tempo(0, 1'000'000).on(500, 60).off(1000, 60);
    const auto pal = parsed(midi({track}, -25 * 256 + 40));
    CHECK(span_of(pal) == std::vector<double>{0.5, 1.5});
    CHECK(pal.division == -25 * 256 + 40);
    CHECK(pal.tempi.empty());
    CHECK(pal.beats.empty());
    CHECK(pal.end_time == 1.5);
    const auto ntsc = parsed(midi({track}, -29 * 256 + 80));
    CHECK(ntsc.instruments[0].notes[0].onset == doctest::Approx(500 * 1001.0 / 30000 / 80));
  }

  TEST_CASE("signatures: of the first track") {
    const auto file = parsed(
        midi({TrackBuilder().meta(0, 0x58, bytes({6, 3, 24, 8})).meta(480, 0x59, bytes({0xfd, 1})),
              TrackBuilder().meta(0, 0x59, bytes({2, 0}))}));
    REQUIRE(file.time_signatures.size() == 1);
    CHECK(file.time_signatures[0].numerator == 6);
    CHECK(file.time_signatures[0].denominator == 8);
    REQUIRE(file.key_signatures.size() == 1);
    CHECK(file.key_signatures[0].sharps == -3);
    CHECK(file.key_signatures[0].minor);
    CHECK(file.key_signatures[0].time == 0.5);
    CHECK(warns(file, "key signature outside"));
  }

  TEST_CASE("beats: of compound metre, dotted; snapped to a change of metre") {
    const auto compound =
        parsed(midi({TrackBuilder().meta(0, 0x58, bytes({6, 3, 24, 8})).on(0, 60).off(1440, 60)}));
    CHECK(compound.beats == std::vector<double>{0.0, 0.75});
    CHECK(compound.downbeats == std::vector<double>{0.0});
    const auto change = parsed(midi({TrackBuilder()
                                         .meta(0, 0x58, bytes({4, 2, 24, 8}))
                                         .meta(720, 0x58, bytes({6, 3, 24, 8}))
                                         .on(0, 60)
                                         .off(1680, 60)}));
    CHECK(change.beats == std::vector<double>{0.0, 0.5, 0.75, 1.5, 2.25});
    CHECK(change.downbeats == std::vector<double>{0.0, 0.75, 2.25});
    const auto late = parsed(
        midi({TrackBuilder().meta(720, 0x58, bytes({3, 2, 24, 8})).on(0, 60).off(1680, 60)}));
    CHECK(late.beats == std::vector<double>{0.0, 0.5, 0.75, 1.25, 1.75, 2.25});
    CHECK(late.downbeats == std::vector<double>{0.0, 0.75, 2.25});
  }

  TEST_CASE("beats: too many are not listed, with a warning") {
    const auto file = parsed(midi({TrackBuilder().tempo(0, 1).on(0, 60).off(9'000'000, 60)}, 1));
    CHECK(file.instruments[0].notes.size() == 1);
    CHECK(file.beats.empty());
    CHECK(warns(file, "too many beats"));
  }
}
