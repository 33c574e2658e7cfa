#include "midi_builder.hpp"
#include "setlist/base/error.hpp"

#include <chrono>
#include <random>

#include <doctest/doctest.h>

using namespace setlist;
using namespace setlist::formats;

namespace {

/// The error's sentence; fails the test when there is none.
std::string refusal(const std::string& content) {
  try {
    static_cast<void>(parsed(content));
  } catch (const base::FormatError& error) {
    CHECK(error.where().path == "test.mid");
    return error.what();
  }
  FAIL("accepted");
  return {};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

std::string warnings_of(const std::string& content) {
  const auto file = parsed(content);
  std::string all;
  for (const auto& line : file.warnings) all += line + "\n";
  REQUIRE(file.instruments.size() == 1);
  CHECK(file.instruments[0].notes.size() == 1);
  return all;
}

std::string track_of(const std::string& content) { return header(1, 1) + chunk("MTrk", content); }

const TrackBuilder kNote = TrackBuilder().on(0, 60).off(480, 60);

}  // namespace

TEST_SUITE("formats/midi_file") {
  TEST_CASE("parse_midi: damage is refused with the place") {
    CHECK(has(refusal(""), "reading 'test.mid': byte 0: this is no MIDI file"));
    CHECK(has(refusal("MThd"), "no MIDI file"));
    CHECK(has(refusal("garbage garbage"), "no MIDI file"));
    CHECK(has(refusal("MThd" + big_endian(0xffffffff, 4)), "4294967295 bytes reaches beyond"));
    CHECK(has(refusal(chunk("MThd", bytes({0, 1, 0}))), "shorter than 6 bytes"));
    CHECK(has(refusal(header(3, 1)), "the format 3"));
    CHECK(has(refusal(header(1, 0)), "no tracks"));
    CHECK(has(refusal(header(1, 65535)), "track 0 is missing"));
    CHECK(has(refusal(header(1, 2) + std::string(kNote)), "track 1 is missing"));
    CHECK(has(refusal(header(1, 1) + "MTrk" + big_endian(0xffffffff, 4)),
              "byte 14: a chunk of 4294967295 bytes"));
  }

  TEST_CASE("parse_midi: divisions that make no time are refused") {
    for (const int division : {0, -25 * 256, -23 * 256 + 80, -128 * 256 + 40}) {
      CAPTURE(division);
      CHECK(has(refusal(header(1, 1, division) + std::string(kNote)), "the division"));
    }
  }

  TEST_CASE("parse_midi: damage in a track is refused with track and byte") {
    CHECK(has(refusal(track_of(bytes({0, 0x90, 60}))),
              "track 0, byte 25: the track ends inside an event"));
    CHECK(has(refusal(track_of(bytes({0, 0x90, 0x80, 64}))), "the data byte 128"));
    CHECK(has(refusal(track_of(bytes({0, 0x90, 60, 0xff}))), "the data byte 255"));
    CHECK(has(refusal(track_of(bytes({0, 60, 64}))), "no running status"));
    CHECK(has(refusal(track_of(bytes({0, 0xf0, 0xff, 0xff, 0xff, 0x7f}))), "268435455 bytes"));
    CHECK(has(refusal(track_of(bytes({0, 0xff, 1, 5, 'a'}))), "5 bytes"));
    CHECK(has(refusal(track_of(bytes({0x81, 0x80, 0x80, 0x80, 0x00}))), "longer than 4 bytes"));
    CHECK(has(refusal(track_of(bytes({0x81}))), "ends inside"));
    CHECK(has(refusal(track_of(bytes({0, 0xff}))), "ends inside"));
    CHECK(has(refusal(track_of(bytes({0, 0xf4}))), "244 is not defined"));
    CHECK(has(refusal(midi({TrackBuilder().tempo(0, 0)})), "a tempo of 0"));
    CHECK(has(refusal(midi({TrackBuilder().meta(0, 0x51, "ab")})), "fewer than 3 bytes"));
  }

  TEST_CASE("parse_midi: times too far are refused") {
    CHECK_NOTHROW(parsed(midi({TrackBuilder().on(0, 60).off(9'999'999, 60)})));
    CHECK(has(refusal(midi({TrackBuilder().on(0, 60).off(10'000'000, 60)})), "10000000"));
    CHECK(has(refusal(midi({TrackBuilder().tempo(0, 0xffffff).on(9000, 60)}, 1)), "24 hours"));
    std::string slow = TrackBuilder().tempo(0, 0xffffff);
    TrackBuilder notes;
    for (int i = 0; i < 2000; ++i) notes.on(0xfffffff, 60);
    CHECK(has(refusal(midi({slow, notes}, 1)), "taken for damaged"));
  }

  TEST_CASE("parse_midi: oddities of real files are accepted with a warning") {
    const std::string end = bytes({0, 0xff, 0x2f, 0});
    const std::string note = bytes({0, 0x90, 60, 64, 10, 60, 0});
    CHECK(warnings_of(track_of(note + end)).empty());
    CHECK(has(warnings_of(track_of(note)), "no end-of-track"));
    CHECK(has(warnings_of(track_of(bytes({0, 0x90, 60, 64, 0, 0xff, 1, 0, 10, 60, 0}) + end)),
              "running status goes on"));
    CHECK(has(warnings_of(track_of(bytes({0, 0x90, 60, 64, 0, 0xf0, 1, 0xf7, 10, 60, 0}) + end)),
              "running status goes on"));
    CHECK(
        has(warnings_of(track_of(bytes({0, 0xf8, 0, 0xf2, 1, 2}) + note + end)), "system message"));
    CHECK(has(warnings_of(track_of(note + end + bytes({0, 0x90, 61, 64, 10, 61, 0}))),
              "after an end-of-track"));
    CHECK(has(warnings_of(track_of(bytes({0, 0xff, 0x59, 0}) + note + end)), "key signature"));
    CHECK(
        has(warnings_of(track_of(bytes({0, 0xff, 0x59, 2, 9, 0}) + note + end)), "key signature"));
    CHECK(has(warnings_of(track_of(bytes({0, 0xff, 0x58, 4, 0, 2, 24, 8}) + note + end)),
              "time signature"));
    CHECK(has(warnings_of(track_of(bytes({0, 0xff, 0x58, 4, 4, 31, 24, 8}) + note + end)),
              "time signature"));
    CHECK(has(warnings_of(midi({kNote}, 480, 2)), "format 2"));
    CHECK(has(warnings_of(header(0, 1) + chunk("XFIH", "abc") + std::string(kNote)),
              "no track was skipped"));
    CHECK(has(warnings_of(header(0, 1) + std::string(kNote) + "trailing"), "after the last track"));
    CHECK(has(warnings_of(header(0, 1) + std::string(kNote) + std::string(kNote)),
              "after the last track"));
  }

  TEST_CASE("parse_midi: RIFF around MIDI, found behind other chunks of odd length") {
    const auto little = [](std::size_t size) {
      const std::string big = big_endian(static_cast<std::uint32_t>(size), 4);
      return std::string(big.rbegin(), big.rend());
    };
    const std::string content = midi({kNote});
    const std::string body =
        "RMIDjunk" + little(3) + "abc" + std::string(1, '\0') + "data" + little(content.size());
    CHECK(has(warnings_of("RIFF" + little(body.size() + content.size()) + body + content), "RIFF"));
    CHECK(has(refusal("RIFF" + little(4) + "RMID"), "no 'data' chunk"));
    CHECK(has(refusal("RIFF" + little(4) + "RMIDdata" + little(0xffffffff)), "reaches beyond"));
    CHECK(has(refusal("RIFF" + little(4) + "WAVE"), "no MIDI file"));
  }

  TEST_CASE("parse_midi: more than a million notes are refused") {
    std::string events = bytes({0, 0x90, 60, 64});
    for (int i = 0; i < 1'000'000; ++i) events += bytes({0, 60, 64});
    CHECK(has(refusal(track_of(events)), "more than 1000000 notes"));
  }

  TEST_CASE("parse_midi: shared pedals cannot multiply without limit") {
    std::string events = bytes({0, 0xb0, 64, 1});
    for (int i = 0; i < 100'000; ++i) events += bytes({0, 64, 1});
    for (int program = 0; program < 128; ++program) {
      events += bytes({0, 0xc0, program, 0, 0x90, 60, 64, 1, 60, 0});
    }
    CHECK(has(refusal(track_of(events)), "pedal events"));
  }

  TEST_CASE("parse_midi: every truncation and many mutations end in a result or a FormatError") {
    const std::string whole = midi(
        {TrackBuilder().name("x").tempo(0, 400'000).meta(96, 0x58, bytes({6, 3, 24, 8})),
         TrackBuilder().control(0, 64, 127).on(0, 60).raw(5, bytes({0xf0, 1, 0xf7})).off(480, 60)});
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK_THROWS_AS(static_cast<void>(parsed(whole.substr(0, size))), base::FormatError);
    }
    std::mt19937 random(7);
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
      std::string mutated = whole;
      for (int i = 0; i < 3; ++i) mutated[random() % whole.size()] = static_cast<char>(random());
      try {
        const auto file = parsed(mutated);
        ++accepted;
        CHECK(file.end_time <= 24 * 3600.0);
      } catch (const base::FormatError&) {
      }
    }
    CHECK(accepted > 100);
  }

  TEST_CASE("parse_midi: 65,535 empty tracks cost little") {
    std::string content = header(1, 65535);
    for (int i = 0; i < 65535; ++i) content += chunk("MTrk", "");
    const auto begin = std::chrono::steady_clock::now();
    CHECK(parsed(content).tracks.size() == 65535);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
  }
}
