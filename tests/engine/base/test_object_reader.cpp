#include "setlist/base/json_reader.hpp"
#include "setlist/base/object_reader.hpp"

#include <doctest/doctest.h>

using namespace setlist::base;

TEST_SUITE("base/object_reader") {
  TEST_CASE("ObjectReader: all faults in one pass, each at its pointer") {
    const Json json = parse_json(R"({"name": 7, "year": 99999, "tags": ["a", 1, null],
                                     "composr": "x", "$note": 1, "ok": true})");
    Diagnostics out;
    ObjectReader reader(json, "/songs/3", out);
    CHECK(reader.required_text("name").empty());
    CHECK(reader.required_text("title").empty());
    CHECK_FALSE(reader.integer("year", -3000, 3000));
    CHECK(reader.texts("tags") == std::vector<std::string>{"a"});
    CHECK(reader.boolean("ok") == true);
    (void)reader.text("composer");
    reader.refuse_unknown();
    std::vector<std::string> lines;
    for (const auto& d : out) lines.push_back(d.pointer + " " + d.message);
    CHECK(lines ==
          std::vector<std::string>{
              "/songs/3/name found an integer 7, expected a string", "/songs/3 'title' is missing",
              "/songs/3/year found an integer 99999, expected an integer from -3000 to 3000",
              "/songs/3/tags/1 found an integer, expected a string",
              "/songs/3/tags/2 found null, expected a string",
              "/songs/3/composr is not a known field, did you mean 'composer'?"});
  }

  TEST_CASE("ObjectReader: numbers that are not numbers") {
    Diagnostics out;
    const Json json = parse_json(R"({"a": true, "b": "1", "c": 1.5, "d": 1e300})");
    ObjectReader reader(json, "", out);
    CHECK_FALSE(reader.integer("a", 0, 9));
    CHECK_FALSE(reader.number("b", 0, 9));
    CHECK_FALSE(reader.integer("c", 0, 9));
    CHECK_FALSE(reader.number("d", 0, 9));
    CHECK(out.size() == 4);
  }

  TEST_CASE("ObjectReader: what is no object gives one fault and no crash") {
    Diagnostics out;
    const Json json = parse_json("[1]");
    ObjectReader reader(json, "/x", out);
    CHECK(reader.required_text("name").empty());
    reader.refuse_unknown();
    REQUIRE(out.size() == 1);
    CHECK(to_text(out[0]) == ": /x: found an array, expected an object");
  }
}
