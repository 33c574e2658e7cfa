#include "engine/selection/made_collection.hpp"
#include "setlist/base/json.hpp"
#include "setlist/query/query_parser.hpp"
#include "setlist/selection/bibtex_entries.hpp"
#include "setlist/selection/citation.hpp"

#include <chrono>

#include <doctest/doctest.h>

using namespace setlist;
using selection::bibtex;
using selection::bibtex_entries;
using selection::licenses;
using testing::holds;
using testing::MadeCollection;

namespace {

std::size_t times(const std::string& text, const std::string& words) {
  std::size_t count = 0;
  for (auto at = text.find(words); at != text.npos; at = text.find(words, at + 1)) ++count;
  return count;
}

/// The bibliography of datasets A, B, ... that state these citations.
std::string cited(const std::vector<std::string>& citations) {
  MadeCollection made;
  for (std::size_t k = 0; k < citations.size(); ++k) {
    made.put(
        std::string(1, static_cast<char>('A' + k)), R"({"id": "x"})",
        citations[k].empty() ? "" : "\"citation\": " + base::json_text(base::Json(citations[k])));
  }
  const auto songs = made.songs();
  REQUIRE(songs.size() == citations.size());
  return bibtex(songs);
}

}  // namespace

TEST_SUITE("selection/bibtex_entries") {
  TEST_CASE("bibtex_entries: nested and escaped braces, several entries, text between") {
    const std::string first = R"(@Article{bach2020,
  title = {The {W}ell-{T}empered {\"{C}}lavier \{ a brace}, year = 2020 )";
    const std::string second = "@misc {  key-2 ,note={a@b.org {@misc{inner, x}} }\n}";
    const auto entries =
        bibtex_entries("Please cite (you@home.org):\n" + first + "}\nand\r\n" + second + " thanks");
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].key == "bach2020");
    CHECK(entries[0].text == first + "}");
    CHECK(entries[1].key == "key-2");
    CHECK(entries[1].text == second);
  }

  TEST_CASE("bibtex_entries: texts that are none, and such as never end") {
    for (const char* text :
         {"", "@", "@{", "{", "}@", "@misc", "@misc{", "@misc{key", "@misc{key,",
          "@misc{key, a = {b}", "@a b{c, d}", "Mail me@home.org, {really}",
          "me@lab (Berlin, Germany)", "@misc{key, note = {\\}", "@\xff{k, a}", "@{k, a = {b}}"}) {
      CAPTURE(text);
      CHECK(bibtex_entries(text).empty());
    }
  }

  TEST_CASE("bibtex_entries: as in BibTeX, an entry that never ends hides those after it") {
    const auto entries =
        bibtex_entries("@misc{whole, a = {b}}\n@misc{broken, a = {b\n@misc{inner, c = {d}}");
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].key == "whole");
  }

  TEST_CASE("bibtex_entries: long hostile texts take no time") {
    const auto many = [](std::string_view part, std::string end) {
      std::string text;
      while (text.size() < 1'000'000) text += part;
      return text + end;
    };
    const auto begin = std::chrono::steady_clock::now();
    CHECK(bibtex_entries(many("@", "{")).empty());
    CHECK(bibtex_entries(many("@a{", "")).empty());
    CHECK(bibtex_entries(many("@a(", "")).empty());
    CHECK(bibtex_entries(many("@a ", "{")).empty());
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
  }

  TEST_CASE("bibtex_entries: parentheses, comments and abbreviations") {
    const auto entries = bibtex_entries(
        "@comment{no entry, at all}\n@STRING{ismir = {Proc. ISMIR, the {}}}\n"
        "@article(key, title = {a ) b}, journal = ismir)\n@preamble{ {x, y} }");
    REQUIRE(entries.size() == 3);
    CHECK(entries[0].key.empty());
    CHECK(entries[0].text == "@STRING{ismir = {Proc. ISMIR, the {}}}");
    CHECK(entries[1].key == "key");
    CHECK(entries[1].text == "@article(key, title = {a ) b}, journal = ismir)");
    CHECK(entries[1].with_key("other").text == "@article(other, title = {a ) b}, journal = ismir)");
    CHECK(entries[2].key.empty());
  }
}

TEST_SUITE("selection/citation") {
  TEST_CASE("bibtex: each entry once, however it is laid out") {
    const std::string entry = "@misc{k, title = {A b}}";
    CHECK(cited({entry, entry}) == entry + "\n");
    CHECK(cited({entry, "@MISC { k,\n\ttitle={A b} }"}) == entry + "\n");
    CHECK(cited({entry + "\n" + entry}) == entry + "\n");
    const auto cases = cited({"@misc{Key, title = {A}}", "@misc{key, title = {A}}"});
    CHECK(times(cases, "title") == 1);
  }

  TEST_CASE("bibtex: different entries get different keys, whatever their case") {
    const auto text =
        cited({"@misc{k, title = {A}}", "@misc{K, title = {B}}", "@misc{k, title = {C}}",
               "@misc{k, title = {B}}", "@misc{k, x = {1}} @misc{k, x = {2}}"});
    CHECK(times(text, "@misc{k,") == 1);
    CHECK(times(text, "@misc{K-B,") == 1);
    CHECK(times(text, "@misc{k-C,") == 1);
    CHECK(times(text, "{B}") == 1);
    CHECK(times(text, "@misc{k-E,") == 1);
    CHECK(times(text, "@misc{k-E-2,") == 1);
    CHECK(times(text, "@") == 5);
  }

  TEST_CASE("bibtex: an abbreviation is kept as it is") {
    const auto text =
        cited({"@string{j = {One, two}} @misc{a, x = j}", "@string{j = {One, two}} @misc{b, x = j}",
               "@string{j = {One, three}} @misc{c, x = j}"});
    CHECK(times(text, "@string{j = {One, two}}") == 1);
    CHECK(times(text, "@string{j = {One, three}}") == 1);
    CHECK(times(text, "@misc{") == 3);
  }

  TEST_CASE("bibtex: plain text is a note, and silence is said") {
    const auto text = cited({"Bach {J. S.}: 100% of it, 1722.", ""});
    const auto entries = bibtex_entries(text);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].key == "A");
    CHECK(holds(entries[0].text, "note = {Bach  J. S. : 100\\% of it, 1722.}"));
    CHECK(holds(text, "% B states no citation"));
  }

  TEST_CASE("bibtex: only the datasets of these songs; names that are no keys") {
    MadeCollection made;
    made.put("A, B", R"({"id": "x"})", R"("citation": "by C, D")");
    made.put("E", R"({"id": "x"})", R"("citation": "@misc{key, a = {1}}")");
    made.put("F, G", R"({"id": "x"})", R"("citation": "@misc{key, a = {2}}")");
    const auto all = bibtex_entries(bibtex(made.songs()));
    REQUIRE(all.size() == 3);
    CHECK(all[0].key == "A__B");
    CHECK(all[2].key == "key-F__G");
    CHECK(bibtex(made.songs().filtered(query::parse("dataset:E"))) == "@misc{key, a = {1}}\n");
    CHECK(bibtex(made.songs().taken({})).empty());
  }

  TEST_CASE("licenses: a song's own before its dataset's, the unknown last") {
    MadeCollection made;
    made.put("A",
             R"({"id": "x"}, {"id": "y", "license": "MIT"}, {"id": "z", "license": "CC0-1.0"})",
             R"("license": {"id": "CC0-1.0", "url": "https://cc0"})");
    made.put("B", R"({"id": "x"}, {"id": "y", "license": "CC0-1.0"})");
    const auto uses = licenses(made.songs());
    REQUIRE(uses.size() == 3);
    CHECK(uses[0].id == "CC0-1.0");
    CHECK(uses[0].url == "https://cc0");
    CHECK(uses[0].songs == 3);
    CHECK(uses[0].datasets == std::vector<std::string>{"A", "B"});
    CHECK(uses[1].id == "MIT");
    CHECK(uses[1].url.empty());
    CHECK(uses[2].id.empty());
    CHECK(uses[2].songs == 1);
    CHECK(licenses(made.songs().taken({1})).at(0).id == "MIT");
    CHECK(licenses(made.songs().taken({})).empty());
  }
}
