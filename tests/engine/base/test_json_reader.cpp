#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/json_lines.hpp"
#include "setlist/base/json_reader.hpp"

#include <thread>

#include <doctest/doctest.h>

using namespace setlist;
using base::Json;
using base::parse_json;
using testing::holds;
using testing::sentence_of;

namespace {

std::string fault_of(std::string_view text, const base::JsonLimits& limits = {}) {
  return sentence_of([&] { (void)parse_json(text, limits); });
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t k = 0; k < times; ++k) text += piece;
  return text;
}

}  // namespace

TEST_SUITE("base/json_reader") {
  TEST_CASE("parse_json: values, order of members, and text again") {
    const std::string text = R"({"b":[1,-2,0.5,true,null],"a":{"é":"\u00e9"}})";
    const Json json = parse_json(text);
    CHECK(json.find("a")->find("é")->as<std::string>()->size() == 2);
    CHECK(json.find("b")->as<Json::Array>()->size() == 5);
    CHECK(base::json_text(json) == R"({"b":[1,-2,0.5,true,null],"a":{"é":"é"}})");
    CHECK(parse_json(base::json_text(json, 2)) == json);
  }

  TEST_CASE("parse_json: ten million brackets, in a thread with a small stack") {
    const std::string text = repeated("[", 10'000'000);
    std::string fault;
    std::thread([&] { fault = fault_of(text); }).join();
    CHECK(fault == "nested deeper than 32");
  }

  TEST_CASE("parse_json: nesting of 32 is allowed, 33 is not, of either kind") {
    CHECK(fault_of(repeated("[", 32) + repeated("]", 32)).empty());
    CHECK(fault_of(repeated("[", 33) + repeated("]", 33)) == "nested deeper than 32");
    CHECK(fault_of(repeated(R"({"a":)", 33) + "1" + repeated("}", 33)) == "nested deeper than 32");
  }

  TEST_CASE("parse_json: a repeated key is a fault, at any depth") {
    CHECK(holds(fault_of(R"({"a":1,"a":2})"), "the key 'a' twice"));
    CHECK(holds(fault_of(R"([{"x":{"a":1,"b":2,"a":3}}])"), "the key 'a' twice"));
    CHECK(fault_of(R"([{"a":1},{"a":1}])").empty());
  }

  TEST_CASE("parse_json: what is not JSON") {
    for (const auto* text :
         {"", " ", "{", "[1,]", "{\"a\":1,}", "NaN", "[Infinity]", "1e999", "'a'", "[1] 2",
          "// c\n1", "\"\\ud800\"", "\"\xff\"", "\xef\xbb", "[01]", "{\"a\"}", "\"a\nb\""}) {
      CAPTURE(text);
      CHECK_FALSE(fault_of(text).empty());
    }
    CHECK_FALSE(fault_of(std::string_view("\0", 1)).empty());
  }

  TEST_CASE("parse_json: limits of size and number") {
    CHECK(holds(fault_of("[1,2,3]", {.bytes = 6}), "larger than 6 B"));
    CHECK(holds(fault_of("[1,2,3]", {.values = 3}), "more than 3 values"));
    CHECK(holds(fault_of("\"12345\"", {.string_bytes = 4}), "a string longer than 4"));
    CHECK(holds(fault_of("{\"12345\":1}", {.key_bytes = 4}), "a key longer than 4"));
    CHECK(holds(fault_of("18446744073709551615"), "out of range"));
  }

  TEST_CASE("read_json_file: the sentence has file, line and column") {
    const testing::Scratch scratch;
    const auto file = scratch.put("d.json", "{\n  \"a\": 1,\n  \"b\": tru\n}");
    const auto sentence = sentence_of([&] { (void)base::read_json_file(file); });
    CHECK(holds(sentence, "d.json': line 3, column 11"));
    try {
      (void)base::read_json_file(file);
    } catch (const base::DefinitionError& error) {
      CHECK(error.where().path == file.string());
    }
  }

  TEST_CASE("line_of: every value of a nested text") {
    const std::string text =
        "{\n \"a/b\": [1,\n  {\"c~\": \"}]\\\"\"}\n ],\n \"d\":\n  {\"e\": []}\n}";
    (void)parse_json(text);
    CHECK(base::line_of(text, "") == 1);
    CHECK(base::line_of(text, "/a~1b/0") == 2);
    CHECK(base::line_of(text, "/a~1b/1/c~0") == 3);
    CHECK(base::line_of(text, "/d") == 6);
    CHECK(base::line_of(text, "/d/e") == 6);
    CHECK(base::line_of(text, "/nothing") == 0);
  }
}
