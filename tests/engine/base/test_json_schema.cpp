#include "engine/scratch.hpp"
#include "setlist/base/json_schema.hpp"

#include <doctest/doctest.h>

using setlist::base::schema_faults;
using setlist::testing::holds;

TEST_SUITE("base/json_schema") {
  TEST_CASE("a document is valid, or each fault has its place") {
    const auto* schema = R"({"type": "object", "required": ["name"],
      "properties": {"name": {"type": "string", "pattern": "^[a-z]+$"},
                     "songs": {"type": "array", "items": {"$ref": "#/definitions/song"}}},
      "definitions": {"song": {"type": "object", "properties": {"year": {"type": "integer"}}}}})";
    CHECK(schema_faults(schema, R"({"name": "abc", "songs": [{"year": 1}]})").empty());
    CHECK_FALSE(schema_faults(schema, R"({"songs": []})").empty());
    const auto faults = schema_faults(schema, R"({"name": "a", "songs": [{}, {"year": "x"}]})");
    REQUIRE_FALSE(faults.empty());
    bool placed = false;
    for (const auto& fault : faults) placed = placed || holds(fault.pointer, "/songs/1");
    CHECK(placed);
  }

  TEST_CASE("a string of a megabyte against a pattern is an answer, not a crash") {
    const auto* schema = R"({"properties": {"name": {"type": "string", "pattern": "^(a|b)*$"}}})";
    const std::string long_text(1'000'000, 'a');
    CHECK(schema_faults(schema, R"({"name": ")" + long_text + "\"}").empty());
    CHECK_FALSE(schema_faults(schema, R"({"name": "c)" + long_text + "\"}").empty());
  }
}
