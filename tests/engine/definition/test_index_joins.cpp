#include "engine/definition/index_dataset.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using testing::holds;
using testing::IndexDataset;
using testing::Lines;

namespace {

/// A dataset with one table.
IndexDataset with_table(std::string_view content) {
  IndexDataset dataset;
  dataset.put("t.csv", content);
  return dataset;
}

}  // namespace

TEST_SUITE("definition/index_joins") {
  TEST_CASE("a document of the last song that is not here: no song is handed over") {
    IndexDataset dataset;
    dataset.put("a.wav");
    dataset.put("b.wav");
    dataset.put("a.json", R"({"title": "A"})");
    const auto* rule = R"({"files": "{x}.wav", "join": [{"name": "d", "table": "{x}.json"}],
                           "song": {"id": "{x}", "title": "{d.title}"}})";
    CHECK_FALSE(dataset.expand(rule).expansion.expanded);
    CHECK(dataset.expand(rule).ids.empty());
    dataset.put("b.json", R"({"title": "B"})");
    CHECK(dataset.expand(rule).songs ==
          Lines{R"({"id":"a","title":"A"})", R"({"id":"b","title":"B"})"});
    // Rows that 'where' leaves out need no document.
    dataset.put("c.wav");
    CHECK(dataset
              .expand(R"({"files": "{x}.wav", "join": [{"name": "d", "table": "{x}.json"}],
                             "where": {"x": {"not": "c"}}, "song": {"id": "{d.title}"}})")
              .ids == Lines{"A", "B"});
  }

  TEST_CASE("a join: every row with the key, in the order of its tables; none is empty") {
    IndexDataset dataset = with_table("id,k\na,1\nb,2\nc,\nd,3\n");
    dataset.put("s/x.csv", "k,v\n1,one\n2,two\n");
    dataset.put("s/y.csv", "v,k\nuno,1\n,2\n");
    const auto all = dataset.expand(R"({"table": "t.csv",
        "join": [{"name": "s", "table": {"files": "s/{file}.csv"}, "on": "k"}],
        "song": {"id": "{id}", "tags": "{s.v}", "groups": "{s.file}-{s.k}"}})");
    CHECK(all.said.empty());
    CHECK(all.songs == Lines{R"({"id":"a","groups":["x-1","y-1"],"tags":["one","uno"]})",
                             R"({"id":"b","groups":["x-2","y-2"],"tags":["two"]})", R"({"id":"c"})",
                             R"({"id":"d"})"});
    CHECK(all.expansion.tables.size() == 3);
  }

  TEST_CASE("a join by a list, by an expression, by the key of an object, through another join") {
    IndexDataset dataset = with_table("id,g\na,\"2,1\"\nb,9\n");
    dataset.put("g.json",
                R"({"genres": {"1": {"t": "Rock", "up": "r"}, "2": {"t": "Pop", "up": "p"}}})");
    dataset.put("u.jsonl", "{\"n\": \"r\", \"v\": 1}\n{\"n\": \"p\", \"v\": [2, 3]}\n");
    const auto all = dataset.expand(R"({"table": "t.csv",
        "join": [{"name": "g", "table": {"file": "g.json", "rows": "/genres"}, "on": {"g|split:,": "$key"}},
                 {"name": "u", "table": "u.jsonl", "on": {"g.up": "n"}}],
        "song": {"id": "{id}", "tags": "{g.t}", "groups": "{u.v}"}})");
    CHECK(all.said.empty());
    CHECK(all.songs ==
          Lines{R"({"id":"a","groups":["2","3","1"],"tags":["Pop","Rock"]})", R"({"id":"b"})"});
  }

  TEST_CASE("a document's name that would leave the dataset is refused") {
    const auto all = with_table("id\n../../x\n")
                         .expand(
                             R"({"table": "t.csv", "song": {"id": "a", "title": "{d.x}"},
            "join": [{"name": "d", "table": "{id}.json"}]})");
    CHECK(all.ids.empty());
    CHECK(holds(all.said.at(0), "the document '../../x.json' contains '..'"));
  }

  TEST_CASE("a document that only a faulty row needs is that row's fault") {
    IndexDataset dataset;
    dataset.put("a-1.wav");
    const auto all = dataset.expand(
        R"({"files": "{x}.wav", "song": {"id": "{x}", "title": "{two.t}"},
            "join": [{"name": "one", "table": "{x|split:-}.json"}, {"name": "two", "table": "{x}.json"}]})");
    CHECK(all.ids.empty());
    CHECK(all.said == Lines{"a-1.wav: /index/join: the document 'a-1.json' is not here"});
  }

  TEST_CASE("a hundred thousand rows with one damaged document read it once") {
    std::string table = "id\n";
    for (int i = 0; i < 100'000; ++i) table += std::to_string(i) + "\n";
    auto dataset = with_table(table);
    dataset.put("d.json", "{");
    const auto all = dataset.expand(R"({"table": "t.csv", "song": {"id": "{id}", "title": "{d.x}"},
                                        "join": [{"name": "d", "table": "d.json"}]})");
    CHECK(all.ids.empty());
    CHECK(all.said.size() == 51);
    CHECK(
        holds(all.said.at(1), "t.csv:2: /index/song/title: the document 'd.json' cannot be read"));
    CHECK(holds(all.said.back(), "99951 more faults"));
  }
}
