#include "engine/query/asked.hpp"
#include "setlist/base/error.hpp"

#include <algorithm>
#include <chrono>
#include <sstream>

#include <doctest/doctest.h>

using namespace setlist;
using query::parse;
using query::Query;
using testing::holds;

namespace {

std::string fault(std::string_view text) {
  return testing::sentence_of([&] { (void)parse(text); });
}

/// "" or the sentence of a UsageError; anything else that is thrown ends the test.
std::string verdict(std::string_view text) {
  try {
    (void)parse(text);
  } catch (const base::UsageError& error) {
    return error.what();
  }
  return {};
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t k = 0; k < times; ++k) all += text;
  return all;
}

std::size_t depth_of(const Query& query) {
  std::size_t deepest = 0;
  for (const auto& part : query.parts) deepest = std::max(deepest, 1 + depth_of(part));
  return deepest;
}

constexpr const char* kWhole[] = {
    R"(composer:"J. S. Bach" instrument:violin -group:test has:precise_alignment>=1)",
    R"((tag:jazz OR tag:blues) AND NOT (duration:60..600 title~*son\*at*) year>=1800)",
    R"(instruments:"double bass",violin,"a \"b\" \\" -(ensemble:true -"OR" sonata) n_notes<1e3)",
    "title=Dvo\xc5\x99\xc3\xa1k OR --(text:\"\xf0\x9f\x8e\xb5 or\" id~Al?ha/*)"};

}  // namespace

TEST_SUITE("query/parser") {
  TEST_CASE("prefixes, deletions and changed bytes of queries: a tree or a UsageError") {
    for (const std::string_view whole : kWhole) {
      REQUIRE(fault(whole).empty());
      for (std::size_t at = 0; at < whole.size(); ++at) {
        CHECK_NOTHROW(verdict(whole.substr(0, at)));
        std::string damaged(whole);
        CHECK_NOTHROW(verdict(damaged.erase(at, 1)));
        for (const char c : std::string_view("\0\xff\"\\()-:,", 9)) {
          damaged = whole;
          damaged[at] = c;
          CHECK_NOTHROW(verdict(damaged));
        }
      }
    }
  }

  TEST_CASE("a hundred levels may be nested, and not one more") {
    for (const auto& [open, close] :
         {std::pair("(", ")"), std::pair("-", ""), std::pair("NOT ", ""), std::pair("-(", ")"),
          std::pair("(a OR ", ")")}) {
      CAPTURE(open);
      const std::size_t levels = std::string_view(open) == "-(" ? 50 : 100;
      const auto nested = [&](std::size_t times) {
        return repeated(open, times) + "a" + repeated(close, times);
      };
      CHECK(fault(nested(1)).empty());
      CHECK(fault(nested(levels - 1)).empty());
      CHECK(fault(nested(levels)).empty());
      CHECK(holds(fault(nested(levels + 1)), "nested too deep"));
      CHECK(holds(fault(nested(100'000)), "nested too deep"));
      CHECK_FALSE(fault(repeated(open, 100'000)).empty());
    }
    CHECK(depth_of(parse(repeated("-", 100) + "a")) == 100);
    CHECK(fault(repeated("(a) ", 1000)).empty());  // beside each other, not in each other
  }

  TEST_CASE("a query of megabytes takes time in proportion to its length") {
    const auto begin = std::chrono::steady_clock::now();
    CHECK(parse(repeated("ab ", 400'000)).parts.size() == 400'000);
    CHECK(parse(repeated("tag:x OR ", 200'000) + "a").parts.size() == 200'001);
    CHECK(parse("title:\"" + std::string(3'000'000, ' ') + '"').term.value().size() == 3'000'000);
    CHECK(holds(fault(repeated("\xc3\xa9 ", 400'000) + ")"), "column 800001: "));
    CHECK(fault(std::string(3'000'000, 'x') + ":y").size() < 2'000);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    CHECK(took.count() < 20);  // quadratic time would be minutes
  }

  TEST_CASE("columns count characters") {
    CHECK(holds(fault("\xc3\xa9\xc3\xa9 (a"), "column 4: '(' is not closed"));
    CHECK(holds(fault("\"\xf0\x9f\x8e\xb5\" wrong:x"), "column 5: 'wrong' is not a field"));
    CHECK(holds(fault("a )"), "column 3: ')' closes nothing"));
    CHECK(holds(fault("tag:\xc3\xa9 year:x"), "column 12: found 'x'"));
    CHECK(holds(fault("a OR"), "column 5: the query ends where a term is expected"));
    CHECK(holds(fault("a ()"), "column 3: '()' holds no term"));
    CHECK(holds(fault("a NOT"), "column 3: nothing is denied here"));
    CHECK(holds(fault("a - b"), "column 3: found '-' alone"));
    CHECK(holds(fault("a or b"), "column 3: 'or' is a word here"));
    CHECK(holds(fault("a title:\"b"), "column 9: a quote is not closed"));
    CHECK(holds(fault("has:score=x"), "column 10: found '=x'"));
    CHECK(parse("\xc3\xa9 title:a").parts[1].term.place == "column 3");
  }

  TEST_CASE("bytes that are no text: parts of values, escaped in sentences") {
    CHECK(parse("title:a\xff\xfe").term.value() == "a\xff\xfe");
    CHECK(parse(std::string_view("a\0b", 3)).term.value() == std::string("a\0b", 3));
    CHECK(holds(fault("\xff\x1b[31m:x"), "'\\xff\\x1b[31m' is not a field"));
    CHECK(holds(fault(std::string_view("year:5\0", 7)), "found '5\\x00'"));
    CHECK(fault("\x1b[2J (").find('\x1b') == std::string::npos);
  }

  TEST_CASE("which field takes which sign") {
    struct Row {
      const char* fields;
      const char* signs;  ///< of ":", "=", "~", ">", ">=", "<", "<="
      const char* value;
    };
    constexpr Row kRows[] = {
        {"dataset id composer title artist performer work album text instrument "
         "group tag license",
         "yyynnnn", "1"},
        {"n_instruments year duration n_notes", "yynyyyy", "1"},
        {"instruments", "ynnnnnn", "1"},
        {"ensemble installed", "ynnnnnn", "true"},
        {"has", "ynnnnnn", "score"}};
    constexpr const char* kSigns[] = {":", "=", "~", ">", ">=", "<", "<="};
    for (const auto& row : kRows) {
      std::istringstream names(row.fields);
      for (std::string name; names >> name;) {
        for (std::size_t k = 0; k < 7; ++k) {
          const auto text = name + kSigns[k] + row.value;
          const auto sentence = verdict(text);
          CHECK_MESSAGE(sentence.empty() == (row.signs[k] == 'y'), text);
          if (!sentence.empty()) CHECK_MESSAGE(holds(sentence, name + " takes"), sentence);
        }
      }
    }
    CHECK(holds(fault("Title:x"), "did you mean 'title'?"));
    CHECK(holds(fault(":x"), "'' is not a field"));
  }

  TEST_CASE("a value ends where it says; quotes keep it together") {
    CHECK(parse("title:a:b=c~d>e").term.value() == "a:b=c~d>e");
    CHECK(parse("(title:a)").term.value() == "a");
    CHECK(parse(R"-(title:"a \"b\" \\ \n (c)")-").term.value() == R"-(a "b" \ \n (c))-");
    CHECK(parse(R"("")").term.value().empty());
    CHECK(parse("a\vb").term.value() == "a\vb");
    CHECK(parse("a\tb\nc\rd").parts.size() == 4);
    CHECK(parse("ORa ANDb NOTc").parts.size() == 3);
    CHECK(parse("a OR(b)").kind == Query::Kind::kAny);
    CHECK(parse("NOT\"a\"").kind == Query::Kind::kNot);
    CHECK(holds(fault("title:'moon light'"), "found a single quote"));
    CHECK(parse("title:it's tag:'x' title:'tis").parts.size() == 3);
    CHECK(parse(R"(instruments:"double bass",cello)").term.values ==
          std::vector<std::string>{"double bass", "cello"});
    CHECK(parse(R"(instruments:cello," double bass ",violin)").term.values ==
          std::vector<std::string>{"cello", "double bass", "violin"});
    for (const auto* empty :
         {"instruments:a,,b", "instruments:,a", "instruments:a,", "instruments:\" \"",
          "title:", "title:\"\"", "year:", "has:", "has:score>="}) {
      CHECK_FALSE_MESSAGE(fault(empty).empty(), empty);
    }
  }

  TEST_CASE("AND binds more than OR, NOT more than both") {
    using Kind = Query::Kind;
    const auto query = parse("-a b AND c OR NOT d e OR f");
    REQUIRE(query.kind == Kind::kAny);
    REQUIRE(query.parts.size() == 3);
    REQUIRE(query.parts[0].parts.size() == 3);
    CHECK(query.parts[0].parts[0].kind == Kind::kNot);
    CHECK(query.parts[0].parts[2].term.value() == "c");
    CHECK(query.parts[1].parts[0].kind == Kind::kNot);
    CHECK(query.parts[2].term.value() == "f");
    for (const auto* broken :
         {"AND", "OR", "a AND", "AND a", "a OR OR b", "a AND OR b", "a AND AND b", "(a OR) b",
          "(AND a)", "-AND", "-OR a", "NOT )", "-)", "(-)"}) {
      CHECK_FALSE_MESSAGE(fault(broken).empty(), broken);
    }
  }
}
