#include "engine/definition/index_dataset.hpp"
#include "setlist/base/error.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using testing::holds;
using testing::IndexDataset;
using testing::Lines;
using testing::sentence_of;

namespace {

/// A dataset with one table.
IndexDataset with_table(std::string_view content, std::string_view name = "t.csv") {
  IndexDataset dataset;
  dataset.put(name, content);
  return dataset;
}

const char* const kById = R"({"table": "t.csv", "song": {"id": "{id}"}})";

}  // namespace

TEST_SUITE("definition/index_expansion") {
  TEST_CASE("songs come in the order of the table; of files in the order of their names") {
    CHECK(with_table("id\nb\na\nc\n").expand(kById).ids == Lines{"b", "a", "c"});
    IndexDataset dataset;
    for (const auto* path : {"x/b/2.wav", "x/a/3.wav", "x/B/1.wav", "x/a b/1.wav", "x/a/3.txt"}) {
      dataset.put(path);
    }
    const auto all = dataset.expand(R"({"files": "x/{a}/{t}.wav", "song": {"id": "{a}/{t}"}})");
    CHECK(all.said.empty());
    CHECK(all.ids == Lines{"B/1", "a/3", "a b/1", "b/2"});
    CHECK(all.expansion.songs == 4);
  }

  TEST_CASE("parallel trees: one song for what any of the patterns finds") {
    IndexDataset dataset;
    for (const auto* path : {"mid/1/a.mid", "mid/1/b.mid", "wav/b-1.wav", "wav/c-2.wav"}) {
      dataset.put(path);
    }
    const auto all = dataset.expand(
        R"({"files": ["mid/{set}/{t}.mid", "wav/{t}-{set}.wav"], "song": {"id": "{set}{t}"}})");
    CHECK(all.ids == Lines{"1a", "1b", "2c"});
  }

  TEST_CASE("a table that is not here: not expanded, and no song handed over") {
    IndexDataset dataset = with_table("id,k\na,1\n");
    const auto absent = [&](std::string_view rule) {
      const auto all = dataset.expand(rule);
      CHECK(all.said.empty());
      CHECK(all.ids.empty());
      CHECK(all.expansion.tables.empty());
      return !all.expansion.expanded;
    };
    CHECK(absent(R"({"table": "no.csv", "count": 5, "song": {"id": "{id}"}})"));
    CHECK(absent(R"({"table": "metadata:no.csv", "song": {"id": "{id}"}})"));
    CHECK(absent(R"({"table": {"files": "no/{x}.csv"}, "song": {"id": "{id}"}})"));
    CHECK(absent(R"({"table": "t.csv", "song": {"id": "{id}"},
                     "join": [{"name": "j", "table": "no.csv", "on": "k"}]})"));
    CHECK(IndexDataset().expand(R"({"files": "{x}.wav", "song": {"id": "{x}"}})").ids.empty());
    CHECK_FALSE(
        IndexDataset().expand(R"({"files": "{x}.wav", "song": {"id": "{x}"}})").expansion.expanded);
  }

  TEST_CASE("where keeps rows by their values; nothing is a value too") {
    const auto dataset = with_table("id,set\na,x\nb,y\nc,\n");
    const auto kept = [&](const std::string& where) {
      return dataset.expand(R"({"table": "t.csv", "song": {"id": "{id}"}, "where": )" + where + "}")
          .ids;
    };
    CHECK(kept(R"({"set": "x"})") == Lines{"a"});
    CHECK(kept(R"({"set": ["x", "y"]})") == Lines{"a", "b"});
    CHECK(kept(R"({"set": ""})") == Lines{"c"});
    CHECK(kept(R"({"set": {"not": ["", "x"]}})") == Lines{"b"});
    CHECK(kept(R"({"set|upper": "Y"})") == Lines{"b"});
    CHECK(kept(R"({"set": "x", "id": "b"})") == Lines{});
    CHECK(kept(R"({"id|split:-|item:9": ""})") == Lines{"a", "b", "c"});
  }

  TEST_CASE("rows of JSON: an array, an object with keys, lines") {
    const auto* song = R"("song": {"id": "{$key|default:k}-{n}", "meta": {"all": "{m}"}}})";
    CHECK(with_table(R"({"x": {"n": 1, "m": {"deep": [1, true]}}, "y": {"n": 2}})", "t.json")
              .expand(std::string(R"({"table": "t.json", )") + song)
              .songs ==
          Lines{R"({"id":"x-1","meta":{"all":{"deep":[1,true]}}})", R"({"id":"y-2"})"});
    CHECK(with_table(R"({"rows": [{"n": 1.5}, {"n": "z"}]})", "t.json")
              .expand(std::string(R"({"table": {"file": "t.json", "rows": "/rows"}, )") + song)
              .ids == Lines{"k-1.5", "k-z"});
    CHECK(with_table("- n: 1\n- n: two\n", "t.yaml")
              .expand(std::string(R"({"table": "t.yaml", )") + song)
              .ids == Lines{"k-1", "k-two"});
  }

  TEST_CASE("a JSON name that no row has is told, for it may be misspelt") {
    const auto all = with_table(R"([{"id": "a"}, {"id": "b", "year": 1900}])", "t.json")
                         .expand(R"({"table": "t.json", "song": {"id": "{id}", "title": "{titel}",
                                     "year": "{year}"}})");
    CHECK(all.ids == Lines{"a", "b"});
    CHECK(all.said == Lines{"t.json: warning: /index/song/title: no row has 'titel'"});
  }

  TEST_CASE("columns made of many: a range, exceptions, another mark") {
    const auto dataset = with_table("id,rock,pop,jazz,n\na,1,0,1,1\nb,0,0,0,1\nc,yes,1,,\n");
    const auto tags = [&](const std::string& flags) {
      return dataset
          .expand(R"({"table": {"file": "t.csv", "flags": {"g": )" + flags +
                  R"(}}, "song": {"id": "{id}", "tags": "{g}"}})")
          .songs;
    };
    CHECK(tags(R"({"columns": ["rock", "jazz"]})") == Lines{R"({"id":"a","tags":["rock","jazz"]})",
                                                            R"({"id":"b"})",
                                                            R"({"id":"c","tags":["pop"]})"});
    CHECK(tags(R"({"columns": ["rock", "jazz"], "except": ["pop"], "when": "yes"})")[2] ==
          R"({"id":"c","tags":["rock"]})");
    CHECK(tags(R"({"columns": ["jazz", "rock"]})")[0] == R"({"id":"a"})");
    CHECK(tags(R"({"except": ["id"]})")[1] == R"({"id":"b","tags":["n"]})");
  }

  TEST_CASE("a column that the table has not is one fault, and no row is read") {
    const auto all =
        with_table("id,titel\na,x\nb,y\n")
            .expand(
                R"({"table": {"file": "t.csv", "flags": {"f": {"columns": ["x", "titel"]}}},
            "song": {"id": "{id}", "title": "{title|lower}", "album": "{title}"}})");
    CHECK(all.expansion.expanded);
    CHECK(all.ids.empty());
    CHECK(all.said ==
          Lines{"t.csv: /index: the table has no column 'x'; its columns are id, titel",
                "t.csv: /index/song/title: the table has no column 'title', did you mean 'titel'?; "
                "its columns are id, titel"});
  }

  TEST_CASE("numbers are read from text; what is none names the table and the line") {
    const auto all =
        with_table(
            "id,y,d,o,e\na,1975.0,1e2,-0.5,TRUE\nb,,,,\nc,MCM,1m,inf,maybe\nd,99999,-1,0,0\n")
            .expand(R"({"table": "t.csv", "song": {"id": "{id}", "year": "{y}", "duration": "{d}",
                        "offset": "{o}", "ensemble": "{e}"}})");
    CHECK(all.songs ==
          Lines{R"({"id":"a","year":1975,"duration":100.0,"ensemble":true,"offset":-0.5})",
                R"({"id":"b"})"});
    CHECK(all.said ==
          Lines{"t.csv:4: /index/song/year: found 'MCM', expected a number",
                "t.csv:4: /index/song/duration: found '1m', expected a number",
                "t.csv:4: /index/song/offset: found 'inf', expected a number",
                "t.csv:4: /index/song/ensemble: found 'maybe', expected true, false, 1 or 0",
                "t.csv:5: /index/song/year: found an integer 99999, expected an integer from -3000 "
                "to 3000",
                "t.csv:5: /index/song/duration: found an integer -1, expected a number from 0 to "
                "604800"});
  }

  TEST_CASE("the rules of listed songs hold: unsafe paths, no id, a text that is a list") {
    const auto all =
        with_table("id,p\n../x,a.wav\n,\nc,/etc/passwd\nd,\n")
            .expand(
                R"({"table": "t.csv", "song": {"id": "{id}", "recording": "{p}", "title": "{id|split:d}"}})");
    CHECK(all.ids == Lines{"d"});
    CHECK(all.said.size() == 3);
    CHECK(holds(all.said[0], "t.csv:2: /index/song/id: the id '../x' contains '..'"));
    CHECK(holds(all.said[1], "t.csv:3: /index/song: has neither an 'id' nor a recording"));
    CHECK(holds(all.said[2], "t.csv:4: /index/song/recording: the path '/etc/passwd' is absolute"));
    CHECK(holds(with_table("id\nx-y\n")
                    .expand(R"({"table": "t.csv", "song": {"id": "{id|split:-}"}})")
                    .said.at(0),
                "t.csv:2: /index/song/id: comes out as 2 texts, expected one"));
  }

  TEST_CASE("two rows with one id: both lines are named, the first is kept") {
    IndexDataset dataset;
    dataset.put("t/a.csv", "id\nx\ny\n");
    dataset.put("t/b.csv", "id\nz\nx\n");
    const auto all = dataset.expand(R"({"table": {"files": "t/{n}.csv"}, "song": {"id": "{id}"}})");
    CHECK(all.ids == Lines{"x", "y", "z"});
    CHECK(all.said == Lines{"t/b.csv:3: /index/song/id: the id 'x' is that of t/a.csv:2 too"});
  }

  TEST_CASE("of many faults fifty are told and the rest counted") {
    std::string table = "id,y\n";
    for (int i = 0; i < 80; ++i) table += std::to_string(i) + ",x\n";
    const auto all = with_table(table + "ok,1\n")
                         .expand(R"({"table": "t.csv", "song": {"id": "{id}", "year": "{y}"}})");
    CHECK(all.ids == Lines{"ok"});
    REQUIRE(all.said.size() == 51);
    CHECK(holds(all.said[49], "t.csv:51: /index/song/year"));
    CHECK(all.said[50] == ": /index: 30 more faults in the rows of its tables");
  }

  TEST_CASE("another number of songs than the rule counts is a warning") {
    const auto dataset = with_table("id\na\nb\n");
    const auto* rule = R"({"table": "t.csv", "count": 3, "song": {"id": "{id}"}})";
    CHECK(dataset.expand(rule).said ==
          Lines{": warning: /index/count: the rule finds 2 songs, expected 3"});
    CHECK(with_table("id\na\nb\nc\n").expand(rule).said.empty());
  }

  TEST_CASE("damaged tables are faults that name them") {
    CHECK(holds(with_table("id,x\na\n").expand(kById).said.at(0), "t.csv: /index: reading "));
    CHECK(holds(with_table("").expand(kById).said.at(0), "t.csv: /index"));
    CHECK(with_table("id\n").expand(kById).expansion.expanded);
    IndexDataset dataset = with_table("id\na\n");
    dataset.put("d.json", "{\"x\": ");
    const auto all = dataset.expand(R"({"table": "t.csv", "song": {"id": "{id}", "title": "{d.x}"},
                                        "join": [{"name": "d", "table": "d.json"}]})");
    CHECK(all.ids.empty());
    CHECK(holds(all.said.at(0), "d.json: /index: reading "));
  }

  TEST_CASE("fields made of several members are left out when what they need is empty") {
    IndexDataset dataset = with_table("id,l,p\na,CC0-1.0,x.npy\nb,,\n");
    const auto all = dataset.expand(R"({"table": "t.csv", "song": {"id": "{id}",
        "license": {"id": "{l}", "url": "there"},
        "features": {"mel": {"path": "{p}", "hop": "0.25"}},
        "recording": {"path": ["{id}-1.wav", "{p|stem}.wav"]},
        "meta": {"fixed": [1], "none": "{p}", "inner": {"none": "{p}"}}}})");
    CHECK(all.said.empty());
    CHECK(all.songs == Lines{R"({"id":"a","license":"CC0-1.0","recording":["a-1.wav","x.wav"],)"
                             R"("feature mel":["x.npy",0.25],)"
                             R"("meta":{"fixed":[1],"none":"x.npy","inner":{"none":"x.npy"}}})",
                             R"({"id":"b","recording":["b-1.wav"],"meta":{"fixed":[1]}})"});
  }

  TEST_CASE("lists in meta keep what is no text and take in what comes out as a list") {
    const auto all = with_table(R"([{"id": "a", "l": ["x", 2], "n": 1.5}])", "t.json")
                         .expand(R"({"table": "t.json", "song": {"id": "{id}",
                             "meta": {"m": [1, "{l}", {"n": "{n}", "gone": "{id|regex:z}"}, [null]]}}})");
    CHECK(all.said.empty());
    CHECK(all.songs == Lines{R"({"id":"a","meta":{"m":[1,"x",2,{"n":1.5}]}})"});
  }

  TEST_CASE("what the sink throws comes through") {
    const auto dataset = with_table("id\na\n");
    base::Diagnostics out;
    const auto rule = definition::read_index_rule(base::parse_json(kById), "/index", out);
    CHECK(sentence_of([&] {
            (void)definition::expand(
                rule, dataset.inputs(),
                [](definition::SongEntry&&) { throw base::Interrupted("stopped"); }, out);
          }) == "stopped");
    CHECK(out.empty());
  }
}
