#include "engine/scratch.hpp"
#include "setlist/formats/yaml_tree.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using base::Json;
using formats::parse_yaml;
using testing::holds;

namespace {

struct Fault {
  std::size_t line = 0;
  std::string what;
};

Fault fault_of(std::string_view text, const base::JsonLimits& limits = {}) {
  try {
    (void)parse_yaml(text, limits);
  } catch (const base::JsonFault& fault) {
    return {fault.line, fault.what()};
  }
  return {};
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t k = 0; k < times; ++k) text += piece;
  return text;
}

}  // namespace

TEST_SUITE("formats/yaml_tree") {
  TEST_CASE("parse_yaml: lists, mappings in order, and blocks of text") {
    CHECK(base::json_text(parse_yaml("b: [1, {c: d}, []]\na:\n- x\n- |\n  two\n  lines\n"
                                     "- >\n  one\n  line\n# a remark\n- {}\n")) ==
          R"({"b":[1,{"c":"d"},[]],"a":["x","two\nlines\n","one line\n",{}]})");
    CHECK(parse_yaml("---\na: 1\n...\n") == Json(Json::Object{{"a", Json(1)}}));
    CHECK(parse_yaml("\xEF\xBB\xBF"
                     "a: é\r\n") == Json(Json::Object{{"a", Json("é")}}));
    CHECK(parse_yaml("x") == Json("x"));
    CHECK(parse_yaml("---\n...\n") == Json());
  }

  TEST_CASE("parse_yaml: scalars without quotes follow the core schema of YAML 1.2") {
    const auto integer = [](std::int64_t value) { return Json(value); };
    const std::vector<std::pair<std::string, Json>> cases = {
        {"", Json()},          {"~", Json()},          {"null", Json()},
        {"NULL", Json()},      {"true", Json(true)},   {"False", Json(false)},
        {"0", integer(0)},     {"-0", integer(0)},     {"+12", integer(12)},
        {"-7", integer(-7)},   {"0o17", integer(15)},  {"0x1f", integer(31)},
        {"1.5", Json(1.5)},    {".5", Json(0.5)},      {"5.", Json(5.0)},
        {"1e3", Json(1000.0)}, {"-1E-2", Json(-0.01)}, {"+.5e+1", Json(5.0)},
        {"0.25", Json(0.25)},  {"-0.0", Json(-0.0)},   {"9223372036854775807", integer(INT64_MAX)},
    };
    for (const auto& [text, value] : cases) {
      CAPTURE(text);
      CHECK(*parse_yaml("a: " + text).find("a") == value);
    }
  }

  TEST_CASE("parse_yaml: what looks like a value and is a string") {
    for (const std::string text : {"NO",
                                   "no",
                                   "yes",
                                   "on",
                                   "off",
                                   "y",
                                   "n",
                                   "tRUE",
                                   "nUll",
                                   "1:30",
                                   "12:30:45",
                                   "007",
                                   "-007",
                                   "00",
                                   "00.5",
                                   "0o8",
                                   "0o",
                                   "0x",
                                   "0xg",
                                   "0x-1",
                                   "-0x1",
                                   "+0o7",
                                   "0b1",
                                   "1_000",
                                   "1,5",
                                   ".",
                                   "-",
                                   "+",
                                   "e3",
                                   ".e3",
                                   "1e",
                                   "1e+",
                                   "1.5.2",
                                   "2008-11-26",
                                   ".inf",
                                   "-.inf",
                                   ".nan",
                                   "inf",
                                   "nan",
                                   "NaN",
                                   "Infinity",
                                   "1e999",
                                   "9223372036854775808",
                                   "0xffffffffffffffff",
                                   "1234e5678",
                                   "++1",
                                   "+-1",
                                   "--1",
                                   "1 2",
                                   "4-4",
                                   "0x1p3",
                                   "<<"}) {
      CAPTURE(text);
      CHECK(*parse_yaml("[a, " + (text == "-" || text == "1,5" ? '"' + text + '"' : text) + "]")
                 .as<Json::Array>() == Json::Array{Json("a"), Json(text)});
    }
    for (const std::string text : {"1", "true", "~", "", "null", "1.5"}) {
      CAPTURE(text);
      CHECK(*parse_yaml("a: \"" + text + "\"").find("a") == Json(text));
      CHECK(*parse_yaml("a: '" + text + "'").find("a") == Json(text));
      CHECK(*parse_yaml("a: !!str " + text + "\n").find("a") == Json(text));
    }
  }

  TEST_CASE("parse_yaml: keys are text, and unique") {
    CHECK(base::json_text(parse_yaml("1: a\ntrue: b\n\"\": c\n<<: {d: e}\n")) ==
          R"({"1":"a","true":"b","":"c","<<":{"d":"e"}})");
    CHECK(fault_of("a: 1\n'a': 2\n").what == "the key 'a' twice in one mapping");
    CHECK(fault_of("a: 1\n\nb: {c: 1, c: 2}\n").line == 3);
    CHECK(holds(fault_of("~: 1\n").what, "a key that is null"));
    CHECK(holds(fault_of(": 1\n").what, "a key that is null"));
    CHECK(holds(fault_of("? [a]\n: 1\n").what, "a key that is a list or mapping"));
    CHECK(holds(fault_of("{{a: 1}: 1}\n").what, "a key that is a list or mapping"));
  }

  TEST_CASE("parse_yaml: anchors, aliases and tags are refused") {
    const Fault laughs = fault_of(
        "a: &a [x, x]\n"
        "b: &b [*a, *a]\n");
    CHECK(laughs.line == 1);
    CHECK(holds(laughs.what, "an anchor"));
    CHECK(!fault_of("a: *b\n").what.empty());
    CHECK(!fault_of("&a {b: *a}\n").what.empty());
    CHECK(!fault_of("- &a\n- *a\n").what.empty());
    CHECK(!fault_of("&a k: 1\n").what.empty());
    CHECK(holds(fault_of("a: !!python/object:os.system x\n").what,
                "the tag 'tag:yaml.org,2002:python"));
    CHECK(holds(fault_of("a: !x [1]\n").what, "the tag '!x'"));
    CHECK(holds(fault_of("a: !!int \"3\"\n").what, "the tag "));
  }

  TEST_CASE("parse_yaml: exactly one document") {
    CHECK(fault_of("").what == "no document, expected one");
    CHECK(fault_of("# only a remark\n").what == "no document, expected one");
    CHECK(holds(fault_of("a: 1\n---\nb: 2\n").what, "more behind the end of the document"));
    CHECK(holds(fault_of("[a] b\n").what, "more behind the end of the document"));
    CHECK(!fault_of(",] x").what.empty());
  }

  TEST_CASE("parse_yaml: bytes that are no text") {
    CHECK(fault_of("a: 1\nb: \xFF\n").line == 2);
    CHECK(holds(fault_of("a: 1\nb: \xFF\n").what, "not UTF-8"));
    CHECK(holds(fault_of(std::string("a\0: \0", 5)).what, "a NUL byte"));
    const Fault end = fault_of("a: 1\nb: \x04 2\n");
    CHECK(end.line == 2);
    CHECK(end.what == "the control character 0x04");
  }

  TEST_CASE("parse_yaml: limits hold") {
    CHECK(parse_yaml(repeated("[", 32) + repeated("]", 32)).as<Json::Array>() != nullptr);
    CHECK(fault_of(repeated("[", 33) + repeated("]", 33)).what == "nested deeper than 32");
    for (const std::string_view opening : {"[", "{a: ", "- ", "? ", "[{a: "}) {
      CAPTURE(opening);
      CHECK(!fault_of(repeated(opening, 100'000)).what.empty());
    }
    CHECK(fault_of("[1, 2, 3]", {.values = 3}).what == "more than 3 values and keys");
    CHECK(
        holds(fault_of("a: " + std::string(1'050'000, 'x')).what, "a string longer than 1048576"));
    CHECK(fault_of("? " + std::string(300, 'x') + "\n: 1\n").what == "a key longer than 256 bytes");
    CHECK(fault_of("a: 1", {.bytes = 3}).what == "larger than 3 B");
  }

  TEST_CASE("parse_yaml: a bracketed document that the parser would queue whole is refused") {
    CHECK(parse_yaml("[" + repeated("a,", 100'000) + "]").as<Json::Array>()->size() == 100'000);
    CHECK(holds(fault_of("[" + repeated("a,", 10'000'000) + "]").what, "of more than 1.0 MB"));
    CHECK(holds(fault_of("#" + std::string(3'000'000, 'x')).what, "of more than 1.0 MB"));
    const std::string tall = repeated("- {a: b, c: [1, 2]}\n", 100'000);
    CHECK(parse_yaml(tall).as<Json::Array>()->size() == 100'000);
  }

  TEST_CASE("parse_yaml: every beginning of a document ends in a value or a fault") {
    const std::string text =
        "# x\nstems:\n  S00: {a: 'x', b: \"\\x41\\\n  y\", c: [1, ~]}\n  ? k\n  : |2-\n    z\n"
        "  \"q\": >+\n    folded\n    text\n\nlast: !!str 7 # y\n";
    CHECK(fault_of(text).what == "");
    for (std::size_t size = 0; size < text.size(); ++size) (void)fault_of(text.substr(0, size));
  }
}
