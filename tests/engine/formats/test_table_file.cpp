#include "engine/formats/table_rows.hpp"

#include <algorithm>
#include <thread>

#include <doctest/doctest.h>

using namespace setlist;
using base::Json;
using formats::TableKind;
using testing::fault_of;
using testing::holds;
using testing::table_of;

namespace {

using Names = std::vector<std::string>;
using Values = std::vector<Json>;
using Lines = std::vector<std::size_t>;

Json song(std::string_view title) { return Json(Json::Object{{"title", Json(title)}}); }

}  // namespace

TEST_SUITE("formats/table_file") {
  TEST_CASE("read_table: the rows of a JSON array, wherever it stands") {
    CHECK(table_of("x.json", R"([{"title":"a"},{"title":"b"}])").values ==
          Values{song("a"), song("b")});
    CHECK(table_of("x.jams", R"({"a/b":[1,{"~":[null,2.5]}]})", {.rows = "/a~1b/1/~0"}).values ==
          Values{Json(), Json(2.5)});
    CHECK(table_of("x.json", "[]").values.empty());
    CHECK(table_of("x.JSON", "\xEF\xBB\xBF[1]").values == Values{Json(1)});
  }

  TEST_CASE("read_table: the members of an object are rows with a key") {
    const auto table =
        table_of("x.json", R"({"tracks":{"z":{"title":"a"},"":1}})", {.rows = "/tracks"});
    CHECK(table.keys == Names{"z", ""});
    CHECK(table.values == Values{song("a"), Json(1)});
    CHECK(table.columns.empty());
  }

  TEST_CASE("read_table: a whole document is one row when that is asked for") {
    const auto whole = table_of("x.json", R"({"title":"a"})", {.whole = true});
    CHECK(whole.values == Values{song("a")});
    CHECK(whole.keys == Names{""});
    CHECK(
        table_of("x.json", R"({"file":{"title":"a"}})", {.rows = "/file", .whole = true}).values ==
        Values{song("a")});
    CHECK(table_of("x.json", "3", {.whole = true}).values == Values{Json(3)});
  }

  TEST_CASE("read_table: rows that are not where the layout says") {
    CHECK(fault_of("x.json", "{}", {.rows = "/tracks"}) ==
          "nothing is at '/tracks', expected rows");
    CHECK(fault_of("x.json", R"({"tracks":"x"})", {.rows = "/tracks"}) ==
          "a string is at '/tracks', expected an array or an object of rows");
    for (const std::string pointer : {"/a/2", "/a/-1", "/a/x", "/a/", "/a/0/b", "/b"}) {
      CAPTURE(pointer);
      CHECK(holds(fault_of("x.json", R"({"a":[1,2]})", {.rows = pointer}), "nothing is at"));
    }
    CHECK_THROWS_AS((void)table_of("x.json", "{}", {.rows = "tracks"}), base::UsageError);
  }

  TEST_CASE("read_table: JSON that is damaged is named with its place") {
    CHECK(holds(fault_of("x.json", "[\n1,\n2"), "line 3, column 2: "));
    CHECK(holds(fault_of("x.json", ""), "line 1"));
    CHECK(holds(fault_of("x.json", R"([{"a":1,"a":2}])"), "at '/0/a': the key 'a' twice"));
    CHECK(holds(fault_of("x.json", std::string(40, '[')), "nested deeper than 32"));
    CHECK(holds(fault_of("x.json", "[\"\xFF\"]"), "line 1"));
  }

  TEST_CASE("read_table: JSON and YAML files have 64 MiB at most") {
    const testing::Scratch scratch;
    for (const std::string_view name : {"x.json", "x.yaml"}) {
      const auto file = scratch.put(name, "[]");
      std::filesystem::resize_file(file, (64U << 20U) + 1);
      CHECK(holds(testing::sentence_of([&] { (void)table_of(file); }),
                  "': 67.1 MB, expected 67.1 MB at most"));
    }
  }

  TEST_CASE("read_table: JSON lines, empty ones skipped") {
    const auto table = table_of("x.jsonl", "\xEF\xBB\xBF{\"title\":\"a\"}\r\n\n  \n[1]\n3");
    CHECK(table.values == Values{song("a"), Json(Json::Array{Json(1)}), Json(3)});
    CHECK(table.lines == Lines{1, 4, 5});
    CHECK(table_of("x.ndjson", "").values.empty());
    CHECK(table_of("x.ndjson", "\n\n").values.empty());
  }

  TEST_CASE("read_table: a line of JSON that is damaged is named with its number") {
    CHECK(holds(fault_of("x.jsonl", "{}\n\n{]\n"), "line 3, column 2: "));
    CHECK(holds(fault_of("x.jsonl", "{}\n{} {}\n"), "line 2, column 4: "));
    CHECK(holds(fault_of("x.jsonl", "{}\n{\"a\":1,\"a\":2}\n"), "line 2: at '/a': the key 'a'"));
    CHECK(holds(fault_of("x.jsonl", std::string("{}\n\0\n", 5)), "line 2, column 1: "));
    CHECK(holds(fault_of("x.jsonl", "[1,\n2]\n"), "line 1, column"));
  }

  TEST_CASE("read_table: lines of JSON may be longer than a chunk of the file") {
    std::string text;
    for (int i = 0; i < 7; ++i) text += '"' + std::string(300'000 + i, 'x') + "\"\n";
    const auto table = table_of("x.jsonl", text);
    REQUIRE(table.values.size() == 7);
    CHECK(table.values[6].as<std::string>()->size() == 300'006);
  }

  TEST_CASE("read_table: a fault that a visitor throws is not taken for one of the file") {
    const testing::Scratch scratch;
    const auto file = scratch.put("x.jsonl", "1\n");
    CHECK(testing::sentence_of([&] {
            formats::read_table(file, {}, nullptr,
                                [](const auto&) { throw base::DefinitionError("mine"); });
          }) == "mine");
  }

  TEST_CASE("read_table: one YAML file for a song is one row, its stems are rows too") {
    const std::string text =
        "UUID: 1a81ae092884234f3264e2f45927f00a\n"
        "normalized: true\n"
        "overall_gain: 0.18270259567062658\n"
        "stems:\n"
        "  S00:\n"
        "    inst_class: Guitar\n"
        "    is_drum: false\n"
        "    program_num: 30\n"
        "  S01: {inst_class: Drums, is_drum: true, program_num: 128}\n"
        "target_peak: -1.0\n";
    const auto song_row = table_of("metadata.yaml", text, {.whole = true});
    REQUIRE(song_row.values.size() == 1);
    CHECK(*song_row.values[0].find("normalized") == Json(true));
    CHECK(*song_row.values[0].find("target_peak") == Json(-1.0));
    const auto stems = table_of("metadata.yml", text, {.rows = "/stems"});
    CHECK(stems.keys == Names{"S00", "S01"});
    REQUIRE(stems.values.size() == 2);
    CHECK(*stems.values[0].find("is_drum") == Json(false));
    CHECK(*stems.values[1].find("program_num") == Json(128));
    CHECK(table_of("list.yaml", "- title: a\n- title: b\n").values == Values{song("a"), song("b")});
  }

  TEST_CASE("read_table: damaged YAML is named with its place") {
    CHECK(holds(fault_of("x.yaml", "a: 1\nb: [1\n"), "line "));
    CHECK(fault_of("x.yaml", "a: 1\nb: 2\na: 3\n") ==
          "line 3, column 1: the key 'a' twice in one mapping");
    CHECK(fault_of("x.yaml", "") == "no document, expected one");
  }

  TEST_CASE("read_table: tables as they are published") {
    // SETLIST_TESTS_DIR is below the repository root, beside which the data lie.
    const auto data = std::filesystem::path(SETLIST_TESTS_DIR) / "../../shared/data";
    if (!std::filesystem::is_directory(data)) {
      MESSAGE("skipped: there is no " << data.string());
      return;
    }
    const auto jamendo = table_of(data / "mtg_jamendo/autotagging_instrument.tsv", {.rest = true});
    CHECK(jamendo.columns ==
          Names{"TRACK_ID", "ARTIST_ID", "ALBUM_ID", "PATH", "DURATION", "TAGS"});
    CHECK(jamendo.rows.size() == 25'135);
    CHECK(std::any_of(jamendo.rows.begin(), jamendo.rows.end(),
                      [](const auto& row) { return row.size() > 7; }));
    const auto groove = table_of(data / "real/groove_midi/info.csv");
    CHECK(groove.columns.size() == 11);
    CHECK(groove.columns.back() == "split");
    CHECK(!groove.rows.empty());
  }

  TEST_CASE("read_table: from many threads at once") {
    const testing::Scratch scratch;
    const auto csv = scratch.put("x.csv", "a\n1\n");
    const auto yaml = scratch.put("x.yaml", "- 1\n");
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int k = 0; k < 50; ++k) {
          if (table_of(csv).rows.size() != 1 || table_of(yaml).values.size() != 1) std::abort();
        }
      });
    }
  }
}
