#include "engine/catalog/small_collection.hpp"
#include "setlist/definition/definition_reader.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using testing::definition_text;
using testing::holds;
using testing::Scratch;

namespace {

definition::DefinitionReading read(const std::string& text) {
  const Scratch scratch;
  return definition::read_definition(scratch.put("d.json", text));
}

/// The faults of a definition with one song of these members.
std::vector<std::string> song_faults(const std::string& members) {
  const auto reading = read(definition_text("D", "{" + members + "}"));
  std::vector<std::string> lines;
  for (const auto& d : reading.diagnostics) {
    if (d.severity == base::Severity::kFault) lines.push_back(d.pointer + " " + d.message);
  }
  CHECK(lines.empty() == reading.definition.has_value());
  return lines;
}

bool one_fault(const std::string& members, std::string_view words) {
  const auto faults = song_faults(members);
  CAPTURE(members);
  REQUIRE_FALSE(faults.empty());
  CAPTURE(faults[0]);
  return faults.size() == 1 && holds(faults[0], words);
}

}  // namespace

TEST_SUITE("definition/definition_reader") {
  TEST_CASE("read_definition: every field of a song") {
    const auto reading = read(definition_text("D", testing::kAlphaSongs));
    REQUIRE(reading.definition);
    const auto& songs = reading.definition->songs;
    CHECK(songs[0].recordings == std::vector<std::string>{"one.wav"});
    CHECK(songs[1].recordings == std::vector<std::string>{"two.wav"});
    CHECK(songs[1].sources.size() == 2);
    CHECK(songs[1].composer == "Antonín Dvořák");
    CHECK(songs[2].composer.empty());
    CHECK(reading.definition->root == "D");
    CHECK(reading.diagnostics.empty());
  }

  TEST_CASE("read_definition: all faults at once, with lines") {
    const auto reading = read(
        "{\"format\": 1,\n\"name\": \"D\",\n\"songs\": [\n{\"id\": \"a\", \"titel\": \"x\"},\n"
        "{\"id\": \"a\"},\n{\"id\": \"b\", \"year\": true}]}");
    REQUIRE(reading.diagnostics.size() == 3);
    CHECK_FALSE(reading.definition);
    CHECK(reading.diagnostics[0].line == 4);
    CHECK(holds(reading.diagnostics[0].message, "did you mean 'title'?"));
    CHECK(reading.diagnostics[1].line == 5);
    CHECK(holds(reading.diagnostics[1].message, "the id 'a', as /songs/0 has"));
    CHECK(reading.diagnostics[2].pointer == "/songs/2/year");
  }

  TEST_CASE("read_definition: paths that lead out of the dataset") {
    for (const auto* path : {"../x", "/etc/passwd", "C:\\\\x", "a/./b", ".setlist.json", ""}) {
      const std::string quoted = "\"" + std::string(path) + "\"";
      CHECK(one_fault("\"id\": \"i\", \"recording\": " + quoted, "the path"));
      CHECK(one_fault("\"id\": \"i\", \"sources\": {\"path\": [" + quoted + "]}", "the path"));
      CHECK(one_fault("\"id\": \"i\", \"ground_truth\": [" + quoted + "]", "the path"));
    }
    CHECK(one_fault(R"("id": "i", "recording": "a\u0000b")", "NUL"));
    CHECK(one_fault(R"("id": "../i")", "contains '..'"));
    CHECK(one_fault(R"("title": "x")", "neither an 'id' nor a recording"));
  }

  TEST_CASE("read_definition: annotations fit the instruments") {
    CHECK(song_faults(R"("id": "i", "instruments": ["piano", "cello"], "ground_truth": "a")")
              .empty());
    CHECK(song_faults(R"("id": "i", "instruments": ["piano", "cello"], "ground_truth": ["a", "a"])")
              .empty());
    CHECK(one_fault(R"("id": "i", "instruments": ["piano"], "ground_truth": ["a", "b"])",
                    "found 2 files for 1 instruments"));
  }

  TEST_CASE("read_definition: an id is the recording's path where none is stated") {
    const auto reading = read(definition_text("D", R"({"recording": "a.b/c.d.wav"},
        {"recording": "x/.hidden"})"));
    REQUIRE(reading.definition);
    CHECK(reading.definition->songs[0].id == "a.b/c.d");
    CHECK(reading.definition->songs[1].id == "x/.hidden");
  }

  TEST_CASE("read_definition: names of datasets that are no folders") {
    for (const auto* name : {"..", ".", "a/b", ".setlist", "-x", ""}) {
      CAPTURE(name);
      CHECK_FALSE(read(definition_text(name, "")).definition);
    }
    CHECK_FALSE(read(definition_text(std::string(300, 'a'), "")).definition);
    CHECK_FALSE(read(R"({"format": 1, "name": "D", "root": "E/x", "songs": []})").definition);
    CHECK(read(R"({"format": 1, "name": "D", "root": "D/x", "songs": []})").definition);
  }

  TEST_CASE("read_definition: resources") {
    const auto fault = [](const std::string& resource) {
      const auto reading =
          read(R"({"format": 1, "name": "D", "songs": [], "install": {"resources": [)" + resource +
               "]}}");
      return reading.diagnostics.empty() ? std::string() : reading.diagnostics[0].message;
    };
    CHECK(fault(R"({"id": "a", "urls": "https://host/x.zip", "digest": "md5:)" +
                std::string(32, '0') + "\"}")
              .empty());
    CHECK(fault(R"({"id": "a", "urls": ["file:x.zip"]})").empty());
    CHECK(holds(fault(R"({"id": "a", "urls": []})"), "is empty"));
    CHECK(holds(fault(R"({"id": "a"})"), "neither 'urls' nor 'manual'"));
    for (const auto* url : {"gopher://h/x", "//host/x", "host/x", "javascript:1", "file:../x",
                            "http://h/a b", "http://h\\\\@x/", "http://"}) {
      CAPTURE(url);
      CHECK_FALSE(fault(R"({"id": "a", "urls": [")" + std::string(url) + "\"]}").empty());
    }
    CHECK(holds(fault(R"({"id": "a", "urls": "http://h/x", "digest": "sha256:12"})"), "64"));
    CHECK(holds(fault(R"({"id": "a", "urls": "http://h/x", "size": -1})"), "from 0"));
    CHECK(holds(fault(R"({"id": "a", "urls": "http://h/x"}, {"id": "a", "urls": "http://h/x"})"),
                "'a' twice"));
  }

  TEST_CASE("read_definition: undeclared instruments are warnings") {
    const auto reading = read(definition_text("D", R"({"id": "a", "instruments": ["violn"]})"));
    CHECK(reading.definition);
    REQUIRE(reading.diagnostics.size() == 1);
    CHECK(holds(base::to_text(reading.diagnostics[0]), "warning: "));
    CHECK(holds(reading.diagnostics[0].message, "did you mean 'violin'?"));
  }

  TEST_CASE("read_definition: hostile JSON is a diagnostic, never a crash") {
    CHECK(read(std::string(1'000'000, '[')).diagnostics.size() == 1);
    CHECK(read("").diagnostics.size() == 1);
    CHECK(read("[]").diagnostics.size() == 1);
    CHECK(holds(read(R"({"format": 99, "name": "D", "songs": []})").diagnostics[0].message,
                "needs a newer setlist"));
    CHECK(definition::read_definition("/nonexistent/d.json").diagnostics.size() == 1);
  }
}
