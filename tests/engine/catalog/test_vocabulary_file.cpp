#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/catalog/vocabulary_file.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using catalog::read_vocabulary;
using testing::holds;
using testing::Scratch;
using testing::sentence_of;

namespace {

std::string sentence_for(std::string_view text) {
  const Scratch scratch;
  const auto file = scratch.put("words.json", text);
  return sentence_of([&] { (void)read_vocabulary(file); });
}

}  // namespace

TEST_SUITE("catalog/vocabulary_file") {
  TEST_CASE("read_vocabulary: own words stand over the built-in ones") {
    const Scratch scratch;
    const auto words = read_vocabulary(scratch.put("words.json", R"({
      "$schema": "vocabulary.schema.json",
      "instruments": [
        {"name": "lur", "aliases": ["lurs", "Lure"], "family": "brass", "programs": [60, 56]},
        {"name": "Violin", "aliases": "Violone piccolo", "$note": "free"},
        {"name": "kit", "programs": [128]}],
      "composers": [{"name": "Ada Nowhere", "aliases": ["Nowhere"]}]})"));
    CHECK(words.instruments.canonical("LURE") == "lur");
    CHECK(words.instruments.find("lur")->programs == std::vector<std::uint8_t>{60, 56});
    CHECK(words.instruments.of_program(60)->name == "lur");
    CHECK(words.instruments.canonical("violone piccolo") == "violin");
    CHECK(words.instruments.canonical("kit") == "kit");
    CHECK(words.instruments.canonical("Geige") == "violin");
    CHECK(words.composers.canonical("Nowhere, A.") == "Ada Nowhere");
    CHECK(words.composers.canonical("JS Bach") == "Johann Sebastian Bach");
  }

  TEST_CASE("read_vocabulary: a file that says nothing leaves the built-in words") {
    const Scratch scratch;
    for (const auto* text : {"{}", R"({"instruments": []})", R"({"composers": [], "$x": 1})"}) {
      const auto words = read_vocabulary(scratch.put("words.json", text));
      CHECK(words.instruments.entries().size() == music::instruments().entries().size());
      CHECK(words.composers.entries().size() == music::composers().entries().size());
    }
  }

  TEST_CASE("read_vocabulary: every fault in one sentence, each with its line") {
    const auto sentence = sentence_for(
        "{\"instruments\": [\n"
        " {\"nam\": \"lur\"},\n"
        " {\"name\": \"a\", \"aliases\": [7]},\n"
        " {\"name\": \"b\", \"programs\": [129, 1.5, \"x\"]},\n"
        " {\"name\": \"c\", \"aliases\": [\"violin\"]},\n"
        " 5],\n"
        " \"composers\": [\n"
        " {\"name\": \"D\", \"family\": \"x\"},\n"
        " {\"name\": \"E\"}, {\"name\": \"e\"},\n"
        " {\"name\": \"...\"},\n"
        " {\"name\": \"\"}],\n"
        " \"composer\": 1}");
    CHECK(holds(sentence, "reading the vocabulary: "));
    CHECK(holds(sentence, "words.json:2: /instruments/0: 'name' is missing"));
    CHECK(holds(sentence, "did you mean 'name'?"));
    CHECK(holds(sentence, "words.json:3: /instruments/1/aliases/0: found an integer"));
    CHECK(
        holds(sentence, "words.json:4: /instruments/2/programs/0: found 129, expected an integer"));
    CHECK(holds(sentence, "/instruments/2/programs/1: found 1.5"));
    CHECK(holds(sentence, "/instruments/2/programs/2: found \"x\""));
    CHECK(holds(sentence, "words.json:5: /instruments/3: the spelling 'violin' already means"));
    CHECK(holds(sentence, "words.json:6: /instruments/4: found"));
    CHECK(holds(sentence, "words.json:8: /composers/0/family"));
    CHECK(holds(sentence, "words.json:9: /composers/2: the spelling 'e' already means 'E'"));
    CHECK(holds(sentence, "words.json:10: /composers/3: '...' has no letter or digit"));
    CHECK(holds(sentence, "words.json:11: /composers/4/name: is empty"));
    CHECK(holds(sentence, "did you mean 'composers'?"));
  }

  TEST_CASE("read_vocabulary: what is no vocabulary is refused") {
    for (const auto* text : {"", "[]", "null", "\"x\"", "{\"instruments\": {}}", "{",
                             "{\"composers\": \"Bach\"}", "{\"composers\": [], \"composers\": []}",
                             "{\"instruments\": [{\"name\": \"a\", \"programs\": 5}]}"}) {
      CHECK_MESSAGE(holds(sentence_for(text), "words.json"), text);
    }
    CHECK(holds(sentence_of([] { (void)read_vocabulary("/nowhere/words.json"); }), "No such file"));
  }

  TEST_CASE("read_vocabulary: of thousands of faults the first are told, and how many more") {
    std::string text = "{\"composers\": [\n";
    for (int i = 0; i < 5000; ++i) text += "{\"name\": \"?\"},\n";
    const auto sentence = sentence_for(text + "{\"name\": \"Someone\"}]}");
    CHECK(holds(sentence, "words.json:2: /composers/0: '?' has no letter"));
    CHECK(holds(sentence, "and 4950 more"));
    CHECK(sentence.size() < 20'000);
  }

  TEST_CASE("read_vocabulary: control characters of a name do not reach the terminal") {
    const auto sentence =
        sentence_for(R"({"composers": [{"name": "\u001b[31m", "aliases": ["\u0007"]},
                                                         {"name": "\u001b[31m"}]})");
    CHECK(holds(sentence, "words.json"));
    CHECK(sentence.find('\x1b') == std::string::npos);
    CHECK(sentence.find('\x07') == std::string::npos);
  }
}
