#include "setlist/archive/gzip.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/formats/ground_truth_file.hpp"

#include <filesystem>
#include <fstream>
#include <limits>
#include <random>

#include <doctest/doctest.h>

using namespace setlist;
using namespace setlist::formats;
using music::Alignment;
using music::Annotation;
using music::Note;

namespace {

bool same(const Annotation& a, const Annotation& b) {
  return a.program == b.program && a.notes == b.notes && a.pedals == b.pedals &&
         a.score_beats == b.score_beats;
}

/// The error's sentence; fails the test when there is none.
std::string refusal(const std::string& text) {
  try {
    static_cast<void>(parse_ground_truth(text, "song.json.gz"));
  } catch (const base::FormatError& error) {
    CHECK(error.where().path == "song.json.gz");
    return error.what();
  }
  FAIL("accepted: " << text);
  return {};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

std::string strict(const std::string& members) { return "{\"format\":1," + members + "}"; }

std::string aligned(const std::string& members) {
  return strict("\"precise_alignment\":{" + members + "}");
}

const std::string kTimes = "\"onsets\":[0,1],\"offsets\":[0.5,1.5],";

Annotation small() {
  Annotation annotation;
  annotation.program = 0;
  annotation.notes[Alignment::kPrecise] = {{0.25, 1.0, 7, 60, 64, 0, 0},
                                           {0.25, 1.0, 3, 61, music::kUnknownVelocity, 0, 0}};
  annotation.notes[Alignment::kBroad] = {};
  annotation.pedals = {{0.5, 64, 127, 0}, {0.5, 67, 1, 0}, {2.0, 64, 0, 0}};
  annotation.score_beats = {0, 0.1};
  return annotation;
}

/// Any annotation that a file can hold.
Annotation any_annotation(std::mt19937& random) {
  const auto below = [&](int limit) { return static_cast<int>(random() % unsigned(limit)); };
  const auto time = [&] {
    return below(3) == 0 ? below(9) * 0.5 : std::ldexp(double(random()), -below(40) - 12);
  };
  Annotation annotation;
  annotation.program = static_cast<std::int16_t>(below(4) == 0 ? 255 : below(129));
  for (const Alignment alignment : music::kAlignments) {
    if (below(3) == 0) continue;
    auto& notes = annotation.notes[alignment];
    const bool velocities = below(2) == 0;
    for (int i = below(20); i > 0; --i) {
      Note note;
      note.onset = time();
      note.offset = note.onset + (below(4) == 0 ? 0.0 : time());
      note.id = static_cast<std::int32_t>(random());
      note.pitch = static_cast<std::int16_t>(below(128));
      note.velocity = static_cast<std::int16_t>(velocities ? below(129) - 1 : -1);
      note.program = annotation.program;
      notes.push_back(note);
    }
    music::sort_canonically(notes);
  }
  double clock = 0;
  for (int i = below(20); i > 0; --i) {
    clock = std::nextafter(clock + time(), 1e12);
    for (const std::int16_t controller : {64, 66, 67}) {
      if (below(2) == 0) continue;
      annotation.pedals.push_back({clock, controller, static_cast<std::int16_t>(below(128)), 0});
    }
    annotation.score_beats.push_back(clock);
  }
  return annotation;
}

}  // namespace

TEST_SUITE("formats/ground_truth_file") {
  TEST_CASE("ground_truth_text: one fixed form, with ASMD's keys") {
    CHECK(ground_truth_text(small()) ==
          R"({"format":1,)"
          R"("score":{"onsets":[],"offsets":[],"pitches":[],"notes":[],"velocities":[],)"
          R"("beats":[0,0.1]},)"
          R"("misaligned":{"onsets":[],"offsets":[],"pitches":[],"notes":[],"velocities":[]},)"
          R"("precise_alignment":{"onsets":[0.25,0.25],"offsets":[1,1],"pitches":[60,61],)"
          R"("notes":["C4","C#4"],"velocities":[64,-255],"ids":[7,3]},)"
          R"("broad_alignment":{"onsets":[],"offsets":[],"pitches":[],"notes":[],)"
          R"("velocities":[],"ids":[]},)"
          R"("missing":[],"extra":[],"f0":[],"soft":{"values":[1],"times":[0.5]},)"
          R"("sostenuto":{"values":[],"times":[]},)"
          R"("sustain":{"values":[127,0],"times":[0.5,2]},"instrument":0})"
          "\n");
  }

  TEST_CASE("ground_truth_text: note names from C-1 to G9") {
    Annotation annotation;
    annotation.notes[Alignment::kScore] = {{0, 0, 0, 0}, {0, 0, 1, 127}};
    CHECK(has(ground_truth_text(annotation), R"(["C-1","G9"],"velocities":[])"));
  }

  TEST_CASE("ground_truth_text: what was written is read back equal") {
    std::mt19937 random(20);
    for (int round = 0; round < 2'000; ++round) {
      CAPTURE(round);
      const Annotation annotation = any_annotation(random);
      const std::string text = ground_truth_text(annotation);
      GroundTruthRepairs repairs;
      const Annotation again = parse_ground_truth(text, "x", &repairs);
      REQUIRE(same(annotation, again));
      REQUIRE(repairs == GroundTruthRepairs{});
      REQUIRE(ground_truth_text(again) == text);
    }
  }

  TEST_CASE("ground_truth_text: refuses what a strict reading would") {
    const auto refused = [](auto change) {
      Annotation annotation = small();
      change(annotation, annotation.notes[Alignment::kPrecise]);
      CHECK_THROWS_AS(static_cast<void>(ground_truth_text(annotation)), base::FormatError);
    };
    refused([](auto&, auto& notes) { notes[0].onset = std::numeric_limits<double>::quiet_NaN(); });
    refused([](auto&, auto& notes) { notes[1].offset = std::numeric_limits<double>::infinity(); });
    refused([](auto&, auto& notes) { notes[0].onset = -1e-9; });
    refused([](auto&, auto& notes) { notes[1].offset = 0.1; });
    refused([](auto&, auto& notes) { notes[1].pitch = 128; });
    refused([](auto&, auto& notes) { notes[0].velocity = -2; });
    refused([](auto&, auto& notes) { std::swap(notes[0], notes[1]); });
    refused([](auto&, auto& notes) { notes[1].pitch = 60; });  // then the ids are out of order
    refused([](auto& annotation, auto&) { annotation.pedals[0].controller = 65; });
    refused([](auto& annotation, auto&) { annotation.pedals[0].value = 128; });
    refused([](auto& annotation, auto&) { annotation.pedals[0].time = 3; });
    refused([](auto& annotation, auto&) { annotation.score_beats = {1, 0}; });
    refused([](auto& annotation, auto&) { annotation.program = 129; });
  }

  TEST_CASE("parse_ground_truth: a file with format is held to the letter") {
    CHECK_NOTHROW(
        static_cast<void>(parse_ground_truth(aligned(kTimes + R"("pitches":[60,61])"), "x")));
    CHECK(has(refusal(aligned(R"("onsets":[0,null])")),
              "reading 'song.json.gz': precise_alignment.onsets[1]: null is not a number"));
    CHECK(has(refusal(aligned(R"("onsets":[0,1e999])")), "precise_alignment.onsets[1]: "));
    CHECK(has(refusal(aligned(R"("onsets":[0,1e999])")), "1e999"));
    CHECK(has(refusal(aligned(R"("onsets":[NaN])")), "precise_alignment.onsets[0]: "));
    CHECK(has(refusal(aligned(R"("onsets":[-0.5,1],"offsets":[1,1],"pitches":[1,1])")),
              "precise_alignment.onsets[0]: -0.5 is negative"));
    CHECK(has(refusal(aligned(R"("onsets":[0,1],"offsets":[0,0.5],"pitches":[1,1])")),
              "precise_alignment.offsets[1]: 0.5 is before the onset, 1"));
    CHECK(has(refusal(aligned(R"("onsets":[1,0],"offsets":[1,1],"pitches":[1,1])")),
              "precise_alignment.onsets[1]: the notes are not in order"));
    CHECK(has(refusal(aligned(kTimes + R"("pitches":[60,128])")), "pitches[1]: 128 is not in 0"));
    CHECK(has(refusal(aligned(kTimes + R"("pitches":[-1,60])")), "pitches[0]: -1 is not in 0"));
    CHECK(has(refusal(aligned(kTimes + R"("pitches":[60.5,61])")),
              "pitches[0]: 60.5 is not an integer"));
    CHECK(has(refusal(aligned(kTimes + R"("pitches":[60])")),
              "precise_alignment.pitches: 1 values, but 'onsets' has 2"));
    CHECK(has(refusal(aligned(kTimes + R"("pitches":[1,2],"velocities":[1])")), "velocities: 1"));
    CHECK(has(refusal(aligned(kTimes + R"("pitches":[1,2],"velocities":[1,128])")),
              "velocities[1]: 128"));
    CHECK(has(refusal(aligned(kTimes + R"("pitches":[1,2],"ids":[1])")), "ids: 1 values"));
    CHECK(has(refusal(aligned(kTimes + R"("pitches":[1,2],"ids":[1,3000000000])")), "ids[1]"));
    CHECK(has(refusal(aligned(kTimes + R"("pitches":[1,2],"notes":["C4"])")), "notes: 1"));
    CHECK(has(refusal(strict(R"("score":{"beats":[1,0.5]})")), "score.beats[1]: 0.5 is before 1"));
    CHECK(has(refusal(strict(R"("sustain":{"times":[1],"values":[]})")), "sustain.values: 0"));
    CHECK(has(refusal(strict(R"("sustain":{"times":[1,0],"values":[1,2]})")), "sustain.times[1]"));
    CHECK(has(refusal(strict(R"("soft":{"times":[1],"values":[128]})")), "soft.values[0]: 128"));
    CHECK(has(refusal(strict(R"("instrument":129)")), "instrument: 129"));
    CHECK(has(refusal(strict(R"("instrument":"piano")")), "instrument: a string"));
  }

  TEST_CASE("parse_ground_truth: what is no ground truth at all") {
    CHECK(has(refusal(""), "line 1"));
    CHECK(has(refusal("[]"), "an array is no object"));
    CHECK(has(refusal("{\"format\":2}"), "only the format 1"));
    CHECK(has(refusal("{\"format\":\"1\"}"), "only the format 1"));
    CHECK(has(refusal("{\"score\":[]}"), "score: an array is no object"));
    CHECK(has(refusal("{\"score\":{\"onsets\":1}}"), "score.onsets: an integer is no list"));
    CHECK(has(refusal("{\"soft\":1}"), "soft: an integer is no object"));
    CHECK(has(refusal("{\"score\":{},\"score\":{}}"), "twice"));
    CHECK(has(refusal("{\"x\":" + std::string(40, '[') + std::string(40, ']') + "}"), "deeper"));
  }

  TEST_CASE("parse_ground_truth: keys that are not known are ignored") {
    const auto annotation =
        parse_ground_truth(strict(R"("chords":{"times":[1],"values":["C"]},"levels":{})"), "x");
    CHECK(same(annotation, Annotation{}));
  }

  TEST_CASE("parse_ground_truth: ASMD's files are read leniently, and it is counted") {
    GroundTruthRepairs repairs;
    const auto annotation = parse_ground_truth(
        R"({"precise_alignment":{"onsets":[3,1,-0.01,5,6],"offsets":[4,0.5,2,5.5],)"
        R"("pitches":[68.97,60.5,61,62,63,64],"velocities":[-255,70.5,80,90]},)"
        R"("score":{"beats":[1,0]},"sustain":{"times":[2,1,3],"values":[3,4]},"instrument":-3})",
        "x", &repairs);
    CHECK(annotation.notes.at(Alignment::kPrecise) ==
          music::Notes{{-0.01, 2, 2, 61, 80},
                       {1, 1, 1, 61, 71},
                       {3, 4, 0, 69, music::kUnknownVelocity},
                       {5, 5.5, 3, 62, 90},
                       {6, 6, 4, 63, music::kUnknownVelocity}});
    CHECK(annotation.notes.count(Alignment::kScore) == 0);
    CHECK(annotation.program == music::kUnknownProgram);
    CHECK(annotation.score_beats == std::vector<double>{0, 1});
    CHECK(annotation.pedals == music::Pedals{{1, 64, 4, 0}, {2, 64, 3, 0}});
    CHECK(repairs ==
          GroundTruthRepairs{.padded = 2, .dropped = 2, .rounded = 3, .clamped = 1, .sorted = 3});
  }

  TEST_CASE("parse_ground_truth: lenient reading still refuses what has no meaning") {
    CHECK(has(refusal(R"({"score":{"onsets":[null]}})"), "score.onsets[0]: null"));
    CHECK(has(refusal(R"({"score":{"onsets":["1"]}})"), "score.onsets[0]: a string"));
    CHECK(has(refusal(R"({"score":{"onsets":[NaN]}})"), "score.onsets[0]"));
    CHECK(has(refusal(R"({"score":{"onsets":[1e300],"pitches":[60]}})"), "no time in seconds"));
    CHECK(has(refusal(R"({"score":{"onsets":[0],"pitches":[127.5]}})"), "127.5 is not in 0..127"));
  }

  TEST_CASE("parse_ground_truth: the paper's word for misaligned") {
    const auto annotation =
        parse_ground_truth(R"({"non_aligned":{"onsets":[1],"offsets":[2],"pitches":[60]}})", "x");
    CHECK(annotation.notes.at(Alignment::kMisaligned).size() == 1);
  }

  TEST_CASE("write_ground_truth: the same bytes each time, and read_ground_truth") {
    const auto path = std::filesystem::temp_directory_path() / "setlist_test_truth.json.gz";
    write_ground_truth(small(), path);
    const std::string first = base::read_file(path);
    write_ground_truth(small(), path);
    CHECK(base::read_file(path) == first);
    CHECK(archive::gunzip(first) == ground_truth_text(small()));
    CHECK(same(read_ground_truth(path), small()));

    std::ofstream(path, std::ios::binary) << first.substr(0, first.size() - 3);
    try {
      static_cast<void>(read_ground_truth(path));
      FAIL("accepted");
    } catch (const base::FormatError& error) {
      CHECK(has(error.what(), "setlist_test_truth.json.gz"));
    }
    std::filesystem::remove(path);
    CHECK_THROWS_AS(static_cast<void>(read_ground_truth(path)), base::FileError);
  }

  TEST_CASE("parse_ground_truth: truncations and mutations end in a result or a FormatError") {
    const std::string whole = ground_truth_text(small());
    for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
      CHECK_THROWS_AS(static_cast<void>(parse_ground_truth(whole.substr(0, size), "x")),
                      base::FormatError);
    }
    std::mt19937 random(3);
    int accepted = 0;
    for (int round = 0; round < 10'000; ++round) {
      std::string mutated = whole;
      mutated[random() % whole.size()] = "0123456789-.e[]{},:\"x"[random() % 21];
      try {
        static_cast<void>(parse_ground_truth(mutated, "x"));
        ++accepted;
      } catch (const base::FormatError&) {
      }
    }
    CHECK(accepted > 100);
  }
}
