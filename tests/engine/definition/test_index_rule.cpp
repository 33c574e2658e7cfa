#include "engine/scratch.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/definition/index_expansion.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using testing::holds;

namespace {

/// Every fault of a rule: "/index/song/id: ..." lines.
std::string faults(std::string_view rule) {
  base::Diagnostics out;
  (void)definition::read_index_rule(base::parse_json(rule), "/index", out);
  std::string text;
  for (const auto& diagnostic : out) {
    CHECK(diagnostic.severity == base::Severity::kFault);
    text += diagnostic.pointer + ": " + diagnostic.message + "\n";
  }
  return text;
}

std::string song_fault(const std::string& song) {
  return faults(R"({"table": "t.csv", "song": )" + song + "}");
}

}  // namespace

TEST_SUITE("definition/index_rule") {
  TEST_CASE("a rule without fault keeps its text and its count") {
    base::Diagnostics out;
    const auto json = base::parse_json(
        R"({"table": "t.csv", "count": 7, "$note": "free", "song": {"id": "{x}"}})");
    const auto rule = definition::read_index_rule(json, "/index", out);
    CHECK(out.empty());
    CHECK(rule.count == 7);
    CHECK(rule.rule == json);
  }

  TEST_CASE("all faults are found at once") {
    const std::string all = faults(R"({
      "tabel": "t.csv",
      "maps": {"m": {"a": 1}},
      "join": [{"name": "j", "table": "a.csv", "on": "x"}, {"name": "j", "table": "../b", "on": "x"}],
      "let": {"l": "{"},
      "where": {"a|b": "x", "c": 3},
      "count": -1,
      "song": {"id": "{x|stm}", "compser": "{y}", "tags": ["{z", 1]}})");
    for (const auto* line :
         {"/index/maps/m/a: found an integer 1, expected a string",
          "/index: expected one of 'table' and 'files'", "/index/join/1/name: the name 'j' twice",
          "/index/join/1/table: '../b' contains '..'", "/index/let/l: the template '{' has",
          "/index/where/a|b: 'a|b' uses the unknown filter 'b'",
          "/index/where/c: found an integer 3, expected",
          "/index/song/id: the template '{x|stm}' uses the unknown filter 'stm', did you mean "
          "'stem'?",
          "/index/song/compser: is not a known field, did you mean 'composer'?",
          "/index/song/tags/0: the template '{z' has a '{' that is not closed",
          "/index/song/tags/1: found an integer, expected a template",
          "/index/count: found an integer -1, expected an integer from 0",
          "/index/tabel: is not a known field, did you mean 'table'?"}) {
      CAPTURE(all);
      CHECK_MESSAGE(holds(all, line), line);
    }
    CHECK(std::count(all.begin(), all.end(), '\n') == 13);
  }

  TEST_CASE("rows come from a table or from files, never from both") {
    CHECK(holds(faults(R"({"table": "t.csv", "files": "{x}", "song": {"id": "{x}"}})"),
                "/index: expected one of 'table' and 'files'"));
    CHECK(holds(faults(R"({"files": [], "song": {"id": "a"}})"), "/index/files: is empty"));
    CHECK(holds(faults("[]"), "/index: found an array, expected an object"));
    CHECK(holds(faults(R"({"table": "t.csv"})"), "'song' is missing"));
    CHECK(holds(song_fault("{}"), "/index/song: states no field"));
    CHECK(holds(song_fault("3"), "/index/song: found an integer"));
  }

  TEST_CASE("the names of a table") {
    const auto fault = [](const std::string& table) {
      return faults(R"({"song": {"id": "{x}"}, "table": )" + table + "}");
    };
    CHECK(fault(R"("metadata:info.csv")").empty());
    CHECK(fault(R"("folder/info.csv")").empty());
    CHECK(fault(R"({"file": "x.txt", "kind": "csv", "delimiter": ";", "header": 0,
                    "columns": ["x", "y"], "rest": true})")
              .empty());
    CHECK(holds(fault(R"("../info.csv")"), "/index/table: '../info.csv' contains '..'"));
    CHECK(holds(fault(R"("metadata:/etc/passwd")"), "is absolute"));
    CHECK(holds(fault(R"("-x:info.csv")"), "names a resource whose id starts with '-'"));
    CHECK(holds(fault(R"("{split}.csv")"), "is a pattern"));
    CHECK(holds(fault(R"("")"), "is empty"));
    CHECK(holds(fault("{}"), "expected one of 'file' and 'files'"));
    CHECK(holds(fault(R"({"file": "a.csv", "files": "{x}.csv"})"), "one of 'file' and 'files'"));
    CHECK(holds(fault(R"({"file": "a", "kind": "cvs"})"), "did you mean 'csv'?"));
    CHECK(
        holds(fault(R"({"file": "a.csv", "delimiter": ";;"})"), "expected a tab or one printable"));
    CHECK(holds(fault(R"({"file": "a.csv", "delimiter": ""})"), "expected a tab or one printable"));
    CHECK(
        holds(fault(R"({"file": "a.csv", "delimiter": "\""})"), "expected a tab or one printable"));
    CHECK(holds(fault(R"({"file": "a.csv", "header": 9})"), "from 0 to 8"));
    CHECK(holds(fault(R"({"file": "a.json", "rows": "tracks"})"), "expected a JSON pointer"));
    CHECK(holds(fault(R"({"file": "a.csv", "flags": {"t": {}}})"),
                "/index/table/flags/t: has neither 'columns' nor 'except'"));
    CHECK(holds(fault(R"({"file": "a.csv", "flags": {"t": {"columns": ["a"]}}})"),
                "expected the first and the last column"));
    CHECK(
        holds(fault(R"({"files": "*.csv"})"), "/index/table/files: the pattern '*.csv' has a '*'"));
  }

  TEST_CASE("names of a pattern are known before any file is") {
    CHECK(
        holds(faults(R"({"files": "a/{track}.wav", "song": {"id": "{trak}"}})"),
              "/index/song/id: names 'trak', which is not in the pattern of 'files', did you mean "
              "'track'?"));
    CHECK(holds(faults(R"({"files": ["a/{x}", "b/{y}"], "song": {"id": "{x}"}})"),
                "the pattern 'b/{y}' has the names y, expected x"));
    CHECK(holds(faults(R"({"files": "a/b.wav", "song": {"id": "x"}})"), "has no name in braces"));
  }

  TEST_CASE("joins") {
    const auto fault = [](const std::string& join) {
      return faults(R"({"table": "t.csv", "song": {"id": "{x}"}, "join": [)" + join + "]}");
    };
    CHECK(fault(R"({"name": "j", "table": "j.csv", "on": {"x|stem": "path"}})").empty());
    CHECK(fault(R"({"name": "j", "table": "{x}.yaml"})").empty());
    CHECK(holds(fault(R"({"table": "j.csv", "on": "x"})"), "'name' is missing"));
    CHECK(holds(fault(R"({"name": "j", "on": "x"})"), "'table' is missing"));
    CHECK(holds(fault(R"({"name": "a.b", "table": "j.csv", "on": "x"})"), "contains one of"));
    CHECK(holds(fault(R"({"name": "j", "table": "j.csv"})"), "a delimited table needs"));
    CHECK(holds(fault(R"({"name": "j", "table": {"files": "{a}.csv"}})"), "'on' is missing"));
    CHECK(holds(fault(R"({"name": "j", "table": "{x}.csv", "on": "x"})"), "is a template"));
    CHECK(holds(fault(R"({"name": "j", "table": "j.csv", "on": {"x": 1}})"), "expected a column"));
    CHECK(holds(fault(R"({"name": "j", "table": "j.csv", "on": {}})"), "expected a column"));
    CHECK(holds(fault(R"({"name": "j", "table": {"file": "{x}.json", "rows": "/a"}})"),
                "states 'rows'"));
    std::string many;
    for (int i = 0; i < 20; ++i) {
      many += (i ? "," : "") + (R"({"name": "j)" + std::to_string(i)) +
              R"(", "table": "j.csv", "on": "x"})";
    }
    CHECK(holds(fault(many), "is one too many, expected at most 16"));
  }

  TEST_CASE("lets have names of their own and see only those before them") {
    const auto fault = [](const std::string& let) {
      return faults(R"({"files": "{x}.wav", "song": {"id": "{x}"}, "let": )" + let + "}");
    };
    CHECK(fault(R"({"a": "{x}", "b": "{a}{a}"})").empty());
    CHECK(holds(fault(R"({"b": "{a}", "a": "{x}"})"), "/index/let/b: names 'a'"));
    CHECK(holds(fault(R"({"a": "{a}"})"), "/index/let/a: names 'a'"));
    CHECK(holds(fault(R"({"a": 1})"), "expected a template"));
    CHECK(holds(fault(R"([])"), "/index/let: found an array, expected an object"));
  }

  TEST_CASE("fields of a song that are stated in a wrong way") {
    CHECK(song_fault(R"({"year": 1990, "duration": 2.5, "ensemble": true, "$x": 1})").empty());
    CHECK(song_fault(R"({"recording": {"path": ["{a}", "{b}"]}, "license": {"id": "{l}"},
                         "features": {"f": {"path": "{p}", "hop": 0.01}},
                         "meta": {"a": ["{b}"], "c": {"d": "{e}", "f": null}}})")
              .empty());
    CHECK(holds(song_fault(R"({"title": ["{a}"]})"), "found an array, expected a template"));
    CHECK(holds(song_fault(R"({"title": 3})"), "/index/song/title: found an integer"));
    CHECK(holds(song_fault(R"({"recording": {"paths": "{a}"}})"), "'path' is missing"));
    CHECK(holds(song_fault(R"({"features": {"f": {}}})"), "'path' is missing"));
    CHECK(holds(song_fault(R"({"features": []})"), "found an array, expected an object"));
    CHECK(holds(song_fault(R"({"meta": {"a": "{b"}})"), "/index/song/meta/a: the template '{b'"));
  }
}
