#include "engine/query/asked.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/query/wildcard.hpp"

#include <chrono>
#include <random>

#include <doctest/doctest.h>

using namespace setlist;
using query::Wildcard;
using testing::holds;

namespace {

bool fits(std::string_view pattern, std::string_view text) {
  return Wildcard(pattern).fits(base::folded(text));
}

/// The meaning in a few lines, for ASCII without capitals.
bool fits_plainly(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  const auto rest = pattern.substr(1);
  if (pattern[0] == '*') {
    return fits_plainly(rest, text) || (!text.empty() && fits_plainly(pattern, text.substr(1)));
  }
  if (text.empty()) return false;
  if (pattern[0] == '?') return fits_plainly(rest, text.substr(1));
  if (pattern[0] == '\\' && !rest.empty()) {
    return rest[0] == text[0] && fits_plainly(rest.substr(1), text.substr(1));
  }
  return pattern[0] == text[0] && fits_plainly(rest, text.substr(1));
}

std::string random_text(std::mt19937& random, std::string_view alphabet, std::size_t longest) {
  std::string text(random() % (longest + 1), ' ');
  for (char& c : text) c = alphabet[random() % alphabet.size()];
  return text;
}

}  // namespace

TEST_SUITE("query/wildcard") {
  TEST_CASE("random patterns fit what a plain reading says") {
    std::mt19937 random(7);
    int fitting = 0;
    for (int round = 0; round < 3000; ++round) {
      const auto pattern = random_text(random, "ab*?\\.\n", 7);
      const Wildcard wildcard(pattern);
      for (int k = 0; k < 10; ++k) {
        const auto text = random_text(random, "ab*?\\.\n", 5);
        const bool expected = fits_plainly(pattern, text);
        fitting += expected ? 1 : 0;
        CAPTURE(pattern);
        CAPTURE(text);
        CHECK(wildcard.fits(text) == expected);
      }
    }
    CHECK(fitting > 1000);
  }

  TEST_CASE("what means something to regular expressions is plain") {
    const std::string special = R"(.^$|()[]{}+a\\d-b#&,:=<>!)";
    CHECK(fits(special, R"(.^$|()[]{}+a\d-b#&,:=<>!)"));
    for (const auto* pattern :
         {"a+", "[ab]", "a|b", "(a)", "a{2}", "^a$", "\\d", ".", "(?i)a", "\\Q*\\E"}) {
      for (const auto* text : {"a", "b", "aa", "7", ""})
        CHECK_FALSE_MESSAGE(fits(pattern, text), pattern);
    }
    CHECK(fits(std::string_view("a\0?", 3), std::string_view("a\0b", 3)));
    CHECK_FALSE(fits(std::string_view("a\0b", 3), "a"));
  }

  TEST_CASE("case and accents do not count; a character is one, whatever its bytes") {
    CHECK(fits("dvo?ak", "DVO\xc5\x98\xc3\x81K"));
    CHECK(fits("*R\xcc\x8c\xc3\xa1k",
               "Dvo\xc5\x99"
               "a\xcc\x81k"));
    CHECK(fits("?", "\xf0\x9f\x8e\xb5"));
    CHECK(fits("??", "\xe9\x9f\xb3\xe6\xa5\xbd"));
    CHECK_FALSE(fits("?", "\xe9\x9f\xb3\xe6\xa5\xbd"));
    CHECK(fits("\\\xc3\x89*", "\xc3\xa9tude"));
    CHECK(
        fits("stra\xc3\x9f"
             "e",
             "STRASSE"));
    CHECK(fits("*", ""));
    CHECK(fits("", ""));
    CHECK_FALSE(fits("?", ""));
    CHECK(fits("*", "a\nb\r\n"));
  }

  TEST_CASE("hostile patterns are refused or end soon") {
    const auto begin = std::chrono::steady_clock::now();
    const std::string text(20'000, 'a');
    CHECK(fits(std::string(1000, '*'), text));
    CHECK_FALSE(fits(std::string(999, '*') + 'b', text));
    std::string stairs;
    for (int k = 0; k < 333; ++k) stairs += "*a?";
    CHECK(fits(stairs, text));
    CHECK_FALSE(fits(stairs + 'b', text));
    CHECK_FALSE(fits("*a" + std::string(900, '?') + 'b', text));
    for (const std::size_t size : {1001U, 5'000'000U}) {
      const auto sentence = testing::sentence_of([&] { (void)Wildcard(std::string(size, 'a')); });
      CHECK(holds(sentence, "it is too long"));
      CHECK(sentence.size() < 300);
    }
    CHECK_THROWS_AS((void)Wildcard("a\xff*"), base::UsageError);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    CHECK(took.count() < 20);
  }

  TEST_CASE(
      "in a query: the whole value, escapes in and out of quotes, an error where nothing fits") {
    const testing::Asked songs{R"({"format": 1, "name": "W", "songs": [
      {"id": "a", "title": "Sonata *No. 1*"}, {"id": "b", "title": "Why? \\ Because", "tags": ["a*"]},
      {"id": "c"}]})"};
    using testing::Ids;
    CHECK(songs.found("title~*sonat*") == Ids{"W/a"});
    CHECK(songs.found("title~*") == Ids{"W/a", "W/b"});  // no title is not an empty one
    CHECK(songs.found(R"(title~"*\*no*\*")") == Ids{"W/a"});
    CHECK(songs.found(R"(title~"*\\*no*\\*")") == Ids{"W/a"});
    CHECK(songs.found(R"(title~why\?*)") == Ids{"W/b"});
    CHECK(songs.found(R"(title~"*\\\\*")") == Ids{"W/b"});
    CHECK(songs.found(R"(tag~?\*)") == Ids{"W/b"});
    CHECK(songs.found("id~?/C") == Ids{"W/c"});
    CHECK(songs.found("-title~*sonat* dataset~?") == Ids{"W/b", "W/c"});
    CHECK(holds(songs.fault("title~sonat"), "'*' stands for what is before or after"));
    for (const auto* nothing :
         {"title~sonat", "dataset~X*", "license~*", "tag~*z*", "id~?", "instrument~*"}) {
      CHECK_MESSAGE(holds(songs.fault(nothing), "fits the pattern"), nothing);
    }
  }
}
