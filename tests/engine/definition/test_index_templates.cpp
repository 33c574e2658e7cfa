#include "engine/scratch.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/definition/index_template.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using base::Json;
using definition::IndexReference;
using definition::IndexValue;
using testing::holds;
using testing::sentence_of;

namespace {

const std::vector<std::string> kFiles = {"a/one.wav", "b/two.wav"};
const definition::IndexMaps kMaps = {{"m", {{"gtr", "guitar"}, {"drop", ""}}}};

/// A row of JSON.
class TreeScope : public definition::IndexScope {
 public:
  TreeScope(const Json& row, const definition::IndexNames& names)
      : IndexScope(kFiles), m_row(row), m_names(names) {}
  void look_up(const IndexReference& reference, IndexValue& value) override {
    read_node(m_row, m_names.asked_of_row()[reference.slot].steps, value, memory());
  }

 private:
  const Json& m_row;
  const definition::IndexNames& m_names;
};

/// A text in quotes, a list of them in brackets, "nothing".
std::string filled(std::string_view pattern, std::string_view row) {
  definition::IndexNames names;
  const std::string pointer = "/p";
  const auto read = definition::read_template(pattern, {names, kMaps, pointer});
  const Json tree = base::parse_json(row);
  TreeScope scope(tree, names);
  IndexValue value;
  read.fill(scope, value);
  if (!value.is_list && value.is_empty()) return "nothing";
  Json::Array texts;
  for (const auto& item : value.items) texts.emplace_back(item.required_text());
  return base::json_text(value.is_list ? Json(texts) : texts.front());
}

std::string fault(std::string_view pattern, std::string_view row = "{}") {
  return sentence_of([&] { (void)filled(pattern, row); });
}

}  // namespace

TEST_SUITE("definition/index_templates") {
  TEST_CASE("text around an expression stays; doubled braces are braces") {
    CHECK(filled("audio/{a}.wav", R"({"a": "x"})") == "\"audio/x.wav\"");
    CHECK(filled("{a}-{b}", R"({"a": "x", "b": "y"})") == "\"x-y\"");
    CHECK(filled("{{{a}}}", R"({"a": "x"})") == "\"{x}\"");
    CHECK(filled("plain", "{}") == "\"plain\"");
    CHECK(filled("", "{}") == "nothing");
  }

  TEST_CASE("an expression that comes out empty empties the template, unless it has a default") {
    CHECK(filled("audio/{a}.wav", "{}") == "nothing");
    CHECK(filled("audio/{a}.wav", R"({"a": ""})") == "nothing");
    CHECK(filled("audio/{a}.wav", R"({"a": null})") == "nothing");
    CHECK(filled("{a}{b|default:}", R"({"a": "x"})") == "\"x\"");
    CHECK(filled("{a|default:none}", "{}") == "\"none\"");
    CHECK(filled("{a|default:none}", R"({"a": "x"})") == "\"x\"");
    CHECK(filled("x{a.*}", R"({"a": []})") == "nothing");
    CHECK(filled("{a|default:-}", R"({"a": ["x", "", null]})") == R"(["x","-","-"])");
  }

  TEST_CASE("a list makes a list, several go side by side") {
    CHECK(filled("{a}.wav", R"({"a": ["x", "y"]})") == R"(["x.wav","y.wav"])");
    CHECK(filled("{d}/{a}-{b}", R"({"d": "s", "a": ["x", "y"], "b": ["1", "2"]})") ==
          R"(["s/x-1","s/y-2"])");
    CHECK(filled("{a}-{b}", R"({"a": ["x", "y"], "b": ["1", ""]})") == R"(["x-1",""])");
    CHECK(holds(fault("{a}-{b}", R"({"a": ["x", "y"], "b": ["1", "2", "3"]})"),
                "lists of 2 and 3 items"));
  }

  TEST_CASE("dots reach into JSON; a star is everything in there") {
    const auto* row = R"({"s": {"S0": {"n": "p", "k": 3}, "S1": {"k": 2.5}}, "l": [true, 7]})";
    CHECK(filled("{s.S0.n}", row) == "\"p\"");
    CHECK(filled("{s.*.k}", row) == R"(["3","2.5"])");
    CHECK(filled("{s.*.n}", row) == R"(["p",""])");
    CHECK(filled("{l}", row) == R"(["true","7"])");
    CHECK(filled("{l.1}", row) == "\"7\"");
    CHECK(filled("{l.2}", row) == "nothing");
    CHECK(filled("{l.-1}", row) == "nothing");
    CHECK(filled("{s.S0.n.deeper}", row) == "nothing");
    CHECK(holds(fault("{s}", row), "found an object, expected a text"));
  }

  TEST_CASE("filters of paths") {
    const auto* row =
        R"({"a": "x/y.z/s.tar.gz", "b": "x/.hidden", "c": "plain", "d": "x.y/plain"})";
    CHECK(filled("{a|stem}", row) == "\"x/y.z/s.tar\"");
    CHECK(filled("{a|name}", row) == "\"s.tar.gz\"");
    CHECK(filled("{a|parent}", row) == "\"x/y.z\"");
    CHECK(filled("{a|parent|name|stem}", row) == "\"y\"");
    CHECK(filled("{b|stem}", row) == "\"x/.hidden\"");
    CHECK(filled("{c|stem}", row) == "\"plain\"");
    CHECK(filled("{c|parent}", row) == "nothing");
    CHECK(filled("{d|stem}", row) == "\"x.y/plain\"");
    CHECK(filled("{a|present}", R"({"a": "a/one.wav"})") == "\"a/one.wav\"");
    CHECK(filled("{a|present}", R"({"a": "a/one"})") == "nothing");
    CHECK(filled("{a|present}", R"({"a": ["b/two.wav", "c", "a/one.wav"]})") ==
          R"(["b/two.wav","a/one.wav"])");
  }

  TEST_CASE("filters of text") {
    CHECK(filled("{a|lower}", R"({"a": "GuiTar"})") == "\"guitar\"");
    CHECK(filled("{a|upper}", R"({"a": "guiTar"})") == "\"GUITAR\"");
    CHECK(filled("{a|trim}", R"({"a": " \t x y\n"})") == "\"x y\"");
    CHECK(filled("{a|trim}", R"({"a": "  "})") == "nothing");
    CHECK(filled("{a|pad:6}", R"({"a": 42})") == "\"000042\"");
    CHECK(filled("{a|pad:2}", R"({"a": "1234"})") == "\"1234\"");
    CHECK(filled("{a|pad:3}", R"({"a": ""})") == "nothing");
    CHECK(filled("{a|first:2}", R"({"a": "Dvořák"})") == "\"Dv\"");
    CHECK(filled("{a|first:5}", R"({"a": "Dvořák"})") == "\"Dvořá\"");
    CHECK(filled("{a|last:3}", R"({"a": "Dvořák"})") == "\"řák\"");
    CHECK(filled("{a|last:99}", R"({"a": "Dvořák"})") == "\"Dvořák\"");
    CHECK(filled("{a|replace:_: }", R"({"a": "a_b_c"})") == "\"a b c\"");
    CHECK(filled("{a|replace:aa:}", R"({"a": "aaaba"})") == "\"aba\"");
    CHECK(filled("{a|map:m}", R"({"a": ["gtr", "piano", "drop"]})") == R"(["guitar","piano",""])");
    CHECK(filled("{a|number}", R"({"a": "3.50"})") == "\"3.50\"");
    CHECK(holds(fault("{a|number}", R"({"a": "three"})"), "found 'three', expected a number"));
    CHECK(holds(fault("{a|number}", R"({"a": "nan"})"), "expected a number"));
  }

  TEST_CASE("arguments: doubled, what divides them stands for itself") {
    CHECK(filled("{a|replace::::/}", R"({"a": "4:4"})") == "\"4/4\"");
    CHECK(filled("{a|split:||}", R"({"a": "x|y"})") == R"(["x","y"])");
    CHECK(filled("{a|split::}", R"({"a": "x:y"})") == R"(["x","y"])");
    CHECK(filled("{a|regex:^x{{2}}||y}", R"({"a": "xxx"})") == "\"xx\"");
    CHECK(filled("{a|default:}}}", "{}") == "\"}\"");
  }

  TEST_CASE("regular expressions give their first group, else all that matched") {
    CHECK(filled("{a|regex:\\d+}", R"({"a": "op 27 no 2"})") == "\"27\"");
    CHECK(filled("{a|regex:no (\\d+)}", R"({"a": "op 27 no 2"})") == "\"2\"");
    CHECK(filled("{a|regex:(x)?27}", R"({"a": "op 27"})") == "nothing");
    CHECK(filled("{a|regex:bwv}", R"({"a": "op 27"})") == "nothing");
    // What would take exponential time elsewhere.
    const std::string long_text = "{\"a\": \"" + std::string(50'000, 'a') + "\"}";
    CHECK(filled("{a|regex:^(a*)*$|first:1}", long_text) == "\"a\"");
  }

  TEST_CASE("lists: split, join, choose, tell apart") {
    CHECK(filled("{a|split:/}", R"({"a": "x//y"})") == R"(["x","","y"])");
    CHECK(filled("{a|split:/}", R"({"a": ["x/y", "z"]})") == R"(["x","y","z"])");
    CHECK(filled("{a|split:/}", R"({"a": ""})") == "[]");
    CHECK(filled("{a|join:, }", R"({"a": ["x", "", "y"]})") == "\"x, y\"");
    CHECK(filled("{a|join:, }", R"({"a": "x"})") == "\"x\"");
    CHECK(filled("{a|item:1}", R"({"a": ["x", "y"]})") == "\"y\"");
    CHECK(filled("{a|item:-1}", R"({"a": ["x", "y"]})") == "\"y\"");
    CHECK(filled("{a|item:2}", R"({"a": ["x", "y"]})") == "nothing");
    CHECK(filled("{a|item:-3}", R"({"a": ["x", "y"]})") == "nothing");
    CHECK(filled("{a|unique}", R"({"a": ["x", "y", "x"]})") == R"(["x","y"])");
  }

  TEST_CASE("objects: keys, members that fulfil a condition, a member of each") {
    const auto* row = R"({"s": {"S0": {"on": true, "n": "p"}, "S1": {"on": false, "n": "q"},
                                "S2": {"n": "r"}},
                          "l": [{"on": 1, "n": "x"}, {"on": 2, "n": "y"}]})";
    CHECK(filled("{s|keys}", row) == R"(["S0","S1","S2"])");
    CHECK(filled("{s|where:on=true|keys}", row) == R"(["S0"])");
    CHECK(filled("{s|where:on=|keys}", row) == R"(["S2"])");
    CHECK(filled("{s|where:on=maybe|keys}", row) == "[]");
    CHECK(filled("{s|where:on=true|get:n}", row) == R"(["p"])");
    CHECK(filled("{l|where:on=2|get:n}", row) == R"(["y"])");
    CHECK(filled("{s.*|get:n}", row) == R"(["p","q","r"])");
    CHECK(filled("{s|get:S1.n}", row) == "\"q\"");
    CHECK(holds(fault("{l.0.n|keys}", row), "found a text, expected an object or a list"));
    CHECK(filled("{nothing|keys}", row) == "[]");
  }

  TEST_CASE("a template that cannot be read says what is wrong with it") {
    CHECK(holds(fault("{a"), "has a '{' that is not closed"));
    CHECK(holds(fault("a}"), "has a '}' that closes nothing"));
    CHECK(holds(fault("{a{b}}"), "has a '{' inside an expression"));
    CHECK(holds(fault("{}"), "has an expression without a name"));
    CHECK(holds(fault("{|lower}"), "has an expression without a name"));
    CHECK(holds(fault("{a|lowr}"), "the unknown filter 'lowr', did you mean 'lower'?"));
    CHECK(holds(fault("{a|}"), "the unknown filter ''"));
    CHECK(holds(fault("{a|lower:x}"), "gives 'lower' 1 argument, expected 0"));
    CHECK(holds(fault("{a|split}"), "gives 'split' 0 arguments, expected 1"));
    CHECK(holds(fault("{a|replace:x}"), "gives 'replace' 1 argument, expected 2"));
    CHECK(holds(fault("{a|replace::x}"), "gives 'replace' nothing to look for"));
    CHECK(holds(fault("{a|split:}"), "nothing to split at"));
    CHECK(holds(fault("{a|pad:many}"), "the argument 'many', expected a number from 1 to 255"));
    CHECK(holds(fault("{a|pad:99999999999999999999}"), "expected a number from 1 to 255"));
    CHECK(holds(fault("{a|item:1.5}"), "expected a number"));
    CHECK(holds(
        fault("{a|regex:(}"),
        "which is no regular expression: missing ): ( (a '|' or a brace in it is written twice)"));
    CHECK(holds(fault("{a|map:n}"), "the map 'n', which is not in 'maps'"));
    CHECK(holds(fault("{a|where:x}"), "expected KEY=VALUE"));
  }

  TEST_CASE("what grows without measure is refused") {
    const std::string row = "{\"a\": \"" + std::string(2000, 'x') + "\"}";
    const std::string bomb = "{a|replace:x:" + std::string(1000, 'y') + "}";
    CHECK(holds(fault(bomb, row), "longer than 1048576 bytes"));
    std::string wide = "{\"a\": [\"x\"";
    for (int i = 0; i < 20'000; ++i) wide += ",\"x\"";
    CHECK(holds(fault(std::string(1000, 'y') + "{a}", wide + "]}"), "in all"));
  }
}
