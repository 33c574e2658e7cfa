#include "engine/query/asked.hpp"

#include <thread>

#include <doctest/doctest.h>

using namespace setlist;
using query::Filter;
using query::Interval;
using testing::Asked;
using testing::holds;
using testing::Ids;

namespace {

const Asked& licensed() {
  static const Asked asked{
      R"({"format": 1, "name": "By", "license": {"id": "CC-BY-4.0"}, "songs": [
        {"id": "own", "license": "CC-BY-NC-4.0"}, {"id": "old", "license": "cc-by-3.0"}, {"id": "plain"}]})",
      R"({"format": 1, "name": "Free", "license": {"id": "CC0-1.0"}, "songs": [{"id": "a"}]})",
      R"({"format": 1, "name": "Mit", "license": {"id": "MIT"}, "songs": [
        {"id": "a"}, {"id": "gpl", "license": "GPL-3.0-or-later"}]})",
      R"({"format": 1, "name": "Unsaid", "songs": [{"id": "a"}, {"id": "sa", "license": "CC-BY-SA-4.0"}]})"};
  return asked;
}

/// "e" is one character and composed; "d" is two; "n" has no accent.
const Asked& accented() {
  static const Asked asked{
      "{\"format\": 1, \"name\": \"Acc\", \"instruments\": [\"t\xc3\xa9nor\"], \"songs\": ["
      "{\"id\": \"e\", \"title\": \"\xc3\x89tude\", \"instruments\": [\"t\xc3\xa9nor\"]},"
      "{\"id\": \"d\", \"title\": \"E\xcc\x81tude\", \"tags\": [\"caf\xc3\xa9\"]},"
      "{\"id\": \"n\", \"title\": \"Etude\", \"tags\": [\"cafe\"]},"
      "{\"id\": \"caf\xc3\xa9\"}]}"};
  return asked;
}

const Asked& graded() {
  static const Asked asked{
      R"({"format": 1, "name": "G", "groups": ["x", "y", "bare"], "instruments": ["piano", "violin"],
          "ground_truth": {"x": {"score": 1, "f0": 2}, "y": {"score": 2, "misaligned": 1}}, "songs": [
        {"id": "x", "groups": ["x"], "instruments": ["piano"], "recording": "x.wav", "year": 1800},
        {"id": "y", "groups": ["y"], "instruments": ["piano", "violin"], "text": "Why"},
        {"id": "xy", "groups": ["x", "y"], "instruments": ["violin", "violin"], "composer": "Bach"},
        {"id": "bare", "groups": ["bare"], "title": "Air", "artist": "Anna", "performer": "Ben",
         "work": "Nine", "album": "Blue", "tags": ["calm", "old"], "license": "MIT", "duration": 5}]})",
      R"({"format": 1, "name": "H", "ensemble": true, "songs": [
        {"id": "a"}, {"id": "b", "ensemble": false}]})"};
  return asked;
}

}  // namespace

TEST_SUITE("query/names") {
  TEST_CASE("license: any version where none is asked for, never another licence") {
    CHECK(licensed().found("license:CC-BY") == Ids{"By/old", "By/plain"});
    CHECK(licensed().found("license:cc-by-4.0") == Ids{"By/plain"});
    CHECK(licensed().found("license:CC-BY-NC") == Ids{"By/own"});
    CHECK(licensed().found("license:CC-BY-SA") == Ids{"Unsaid/sa"});
    CHECK(licensed().found("license:CC0") == Ids{"Free/a"});
    CHECK(licensed().found("license:MIT") == Ids{"Mit/a"});
    CHECK(licensed().found("-license~*") == Ids{"Unsaid/a"});
    CHECK(licensed().found("license=CC-BY-4.0") == Ids{"By/plain"});
    CHECK(licensed().found("license~cc-by-*") == Ids{"By/own", "By/old", "By/plain", "Unsaid/sa"});
    CHECK(licensed().found(Filter{.license = {"mit", "CC0"}}) == Ids{"Free/a", "Mit/a"});
    for (const auto* none : {"license:CC", "license:CC-BY-4", "license:CC-BY-", "license:BY",
                             "license:GPL-3.0", "license=mit", "license:MIT-1.0"}) {
      CHECK_MESSAGE(holds(licensed().fault(none), "no song has the license"), none);
    }
    CHECK(holds(licensed().fault("license:CC-BU-4.0"), "did you mean 'CC-BY-4.0'?"));
  }

  TEST_CASE("= is byte by byte, but for how an accent is composed; ':' ignores accents") {
    for (const auto* title : {"title=\xc3\x89tude", "title=E\xcc\x81tude"}) {
      CHECK_MESSAGE((accented().found(title) == Ids{"Acc/e", "Acc/d"}), title);
    }
    CHECK(accented().found("title=Etude") == Ids{"Acc/n"});
    CHECK(accented().found("title:etude").size() == 3);
    CHECK(accented().found("title~E\xcc\x81TUD?").size() == 3);
    CHECK(accented().found("tag=cafe\xcc\x81") == Ids{"Acc/d"});
    CHECK(accented().found("instrument=te\xcc\x81nor") == Ids{"Acc/e"});
    CHECK(accented().found("id=Acc/caf\xc3\xa9") == Ids{"Acc/caf\xc3\xa9"});
    CHECK(accented().found("id=Acc/cafe\xcc\x81") == Ids{"Acc/caf\xc3\xa9"});
    CHECK(accented().found("id:acc/CAFE") == Ids{"Acc/caf\xc3\xa9"});
    for (const auto* none : {"title=\xc3\xa9tude", "title=etude", "tag=Cafe", "id=acc/e",
                             "dataset=acc", "title=\xc3\x89tud", "title=\xff", "title:\xff\xfe"}) {
      CHECK_FALSE_MESSAGE(accented().fault(none).empty(), none);
    }
  }

  TEST_CASE("has: levels of the best group; one group for all of ground_truth") {
    CHECK(graded().found("has:score") == Ids{"G/x", "G/y", "G/xy"});
    CHECK(graded().found("has:score=1") == Ids{"G/x", "G/xy"});
    CHECK(graded().found("has:score>1") == Ids{"G/y", "G/xy"});
    CHECK(graded().found("has:score<=1 dataset:G") == Ids{"G/x", "G/xy", "G/bare"});
    CHECK(graded().found("has:f0=0 dataset:G") == Ids{"G/y", "G/xy", "G/bare"});
    CHECK(graded().found("has:non_aligned") == Ids{"G/y", "G/xy"});
    CHECK(graded().found("has:score=1 has:misaligned") == Ids{"G/xy"});
    CHECK(graded().found(Filter{.ground_truth = {{"score", 1}, {"misaligned", 1}}}).empty());
    CHECK(graded().found(Filter{.ground_truth = {{"score", 2}, {"non_aligned", -1}}}) ==
          Ids{"G/y", "G/xy"});
    CHECK(graded().found(Filter{.has = {"score", "f0"}}) == Ids{"G/x", "G/xy"});
    for (const auto* wrong :
         {"has:score>=3", "has:score=1.0", "has:score=-1", "has:audio=1", "has:text>=0",
          "has:Score", "has:\"score\"", "has:score:1", "has:score~1"}) {
      CHECK_FALSE_MESSAGE(graded().fault(wrong).empty(), wrong);
    }
    for (const int level : {3, -2, 1000}) {
      CHECK(
          holds(graded().fault(Filter{.ground_truth = {{"score", level}}}), "expected 0, 1 or 2"));
    }
  }

  TEST_CASE("a type of annotation has one level, and what is no type is not suggested") {
    CHECK(holds(graded().fault(Filter{.ground_truth = {{"misaligned", 1}, {"non_aligned", 2}}}),
                "twice"));
    const auto sentence = graded().fault(Filter{.ground_truth = {{"audio", 1}}});
    CHECK(holds(sentence, "'audio' is not a type of annotation"));
    CHECK_FALSE(holds(sentence, "did you mean 'audio'"));
    CHECK(holds(graded().fault("has:audoi"), "did you mean 'audio'?"));
  }

  TEST_CASE("ensemble: the song, else its instruments, else its dataset") {
    CHECK(graded().found("ensemble:true") == Ids{"G/y", "H/a"});
    CHECK(graded().found("ensemble:false") == Ids{"G/x", "G/xy", "G/bare", "H/b"});
    CHECK(graded().found("-ensemble:true") == graded().found("ensemble:false"));
    CHECK_FALSE(graded().fault("ensemble:TRUE").empty());
    CHECK_FALSE(graded().fault("installed:1").empty());
  }

  TEST_CASE("each member of the struct means what its text means") {
    const std::vector<std::pair<Filter, const char*>> pairs = {
        {{.datasets = {"g"}}, "dataset:g"},
        {{.datasets = {"G", "H"}}, "dataset:G OR dataset:H"},
        {{.instruments = {"violin", "piano"}}, "instruments:violin,piano"},
        {{.all_instruments = {"violin", "piano"}}, "instrument:violin instrument:piano"},
        {{.any_instrument = {"violin", "piano"}}, "instrument:violin OR instrument:piano"},
        {{.composer = "bach"}, "composer:bach"},
        {{.title = "air"}, "title:air"},
        {{.artist = "anna"}, "artist:anna"},
        {{.performer = "ben"}, "performer:ben"},
        {{.work = "nine"}, "work:nine"},
        {{.album = "blue"}, "album:blue"},
        {{.text = "why"}, "text:why"},
        {{.groups = {"x", "y"}}, "group:x group:y"},
        {{.any_group = {"x", "y"}}, "group:x OR group:y"},
        {{.tags = {"calm", "old"}}, "tag:calm tag:old"},
        {{.any_tag = {"calm", "old"}}, "tag:calm OR tag:old"},
        {{.license = {"MIT"}}, "license:MIT"},
        {{.has = {"audio"}}, "has:audio"},
        {{.has = {"f0"}}, "has:f0"},
        {{.ground_truth = {{"f0", 2}}}, "has:f0=2"},
        {{.ground_truth = {{"f0", -1}}}, "has:f0>=1"},
        {{.ensemble = true}, "ensemble:true"},
        {{.installed = false}, "installed:false"},
        {{.year = Interval{1800, 1800}}, "year:1800"},
        {{.duration = Interval{.to = 5}}, "duration:..5"},
        {{.n_instruments = Interval{.from = 1, .from_open = true}}, "n_instruments>1"}};
    for (const auto& [filter, text] : pairs) {
      CHECK_MESSAGE(graded().found(filter) == graded().found(text), text);
      CHECK_MESSAGE(!graded().found(filter).empty(), text);
    }
    CHECK(graded().found(Filter{}).size() == 6);
    CHECK(graded().found(Filter{.instruments = {"violin"}, .groups = {"x"}}).empty());
    CHECK(graded().found(Filter{.any_group = {"x"}, .any_tag = {"calm"}}).empty());
    CHECK(holds(graded().fault(Filter{.any_tag = {"calm", "cam"}}), "(the argument any_tag)"));
    CHECK(holds(graded().fault(Filter{.tags = {""}}), "no song has the tag ''"));
  }

  TEST_CASE("names that no song has are told with the nearest, wherever they stand") {
    for (const auto& [text, near] :
         {std::pair("tag:clam", "calm"), std::pair("-tag:clam", "calm"),
          std::pair("tag:calm OR tag:clam", "calm"), std::pair("tag=Calm", "calm"),
          std::pair("instrument:voilin", "violin"), std::pair("group:xx", "x"),
          std::pair("performer:bem", "Ben"), std::pair("composer:bahc", "Bach"),
          std::pair("has:scroe", "score"), std::pair("arir", "Air")}) {
      const auto sentence = graded().fault(text);
      CHECK_MESSAGE(holds(sentence, std::string("did you mean '") + near + "'?"), sentence);
      CHECK_MESSAGE(holds(sentence, "column "), sentence);
    }
    CHECK(holds(graded().fault("composer:zzzzzzzzz"), "no song has the composer"));
    CHECK_FALSE(holds(graded().fault("composer:zzzzzzzzz"), "did you mean"));
    CHECK(graded().fault("title:" + std::string(1'000'000, 'a')).size() < 1'000);
  }

  TEST_CASE("a collection of no song at all: errors for names, nothing for numbers") {
    for (const Asked& none : {Asked{}, Asked{R"({"format": 1, "name": "E", "songs": []})"}}) {
      CHECK(none.found("").empty());
      for (const auto* empty :
           {"year>=0", "-duration:1", "has:score", "has:audio", "has:text", "ensemble:true",
            "-installed:true", "n_instruments:1 OR n_notes>3"}) {
        CHECK_MESSAGE(none.found(empty).empty(), empty);
      }
      for (const auto* wrong :
           {"bach", "composer:bach", "performer:x", "title=x", "title~*", "id:E/a",
            "instrument:piano", "instruments:piano", "tag:x", "license:MIT", "dataset:F"}) {
        CHECK_FALSE_MESSAGE(none.fault(wrong).empty(), wrong);
      }
    }
  }

  TEST_CASE("many threads ask one catalogue at once, the first of them with names to look up") {
    const Asked asked{R"({"format": 1, "name": "T", "instruments": ["Violoncello"], "songs": [
      {"id": "a", "composer": "Bach, Johann Sebastian", "instruments": ["Violoncello"]},
      {"id": "b", "composer": "Clara Schumann"}]})"};
    std::vector<Ids> answers(8);
    std::vector<std::thread> threads;
    for (auto& answer : answers) {
      threads.emplace_back([&] {
        answer = asked.found(R"(composer:"J. S. Bach" instrument:cello composer~* OR id~*a)");
      });
    }
    for (auto& thread : threads) thread.join();
    for (const auto& answer : answers) CHECK(answer == Ids{"T/a"});
  }
}
