#include "setlist/base/text.hpp"

#include <doctest/doctest.h>

using namespace setlist::base;

TEST_SUITE("base/text") {
  TEST_CASE("folded: case and accents, composed or not") {
    CHECK(folded("Antonín DVOŘÁK") == "antonin dvorak");
    CHECK(folded("dvor\u030ca\u0301k") == "dvorak");
    CHECK(folded("Straße") == "strasse");
    CHECK(folded("\xff bad") == "\xff bad");
  }

  TEST_CASE("folded_words: punctuation parts words, marks do not") {
    CHECK(folded_words("J. S. Bach (1685)") == std::vector<std::string>{"j", "s", "bach", "1685"});
    CHECK(folded_words("  ").empty());
    CHECK(folded_words("歌 éa") == std::vector<std::string>{"歌", "ea"});
  }

  TEST_CASE("ASCII is folded as the same text is among other letters") {
    std::string text;
    for (int c = 0; c < 128; ++c) text += static_cast<char>(c);
    CHECK(folded(text) + "e" == folded(text + "é"));
    auto words = folded_words(text);
    words.emplace_back("e");
    CHECK(words == folded_words(text + " é"));
  }

  TEST_CASE("printable: a terminal is never touched") {
    CHECK(printable("Dvořák 歌") == "Dvořák 歌");
    CHECK(printable("a\x1b[31m\n\x07") == "a\\x1b[31m\\x0a\\x07");
    CHECK(printable("\xff\xc3") == "\\xff\\xc3");
    CHECK(printable("\u202e") == "\\xe2\\x80\\xae");
    CHECK(printable(std::string(1000, 'a')).size() < 210);
  }

  TEST_CASE("nearest: a typo finds its word, nonsense finds none") {
    const std::vector<std::string> known = {"composer", "instrument", "title", "MusicNet"};
    CHECK(nearest("composr", known) == "composer");
    CHECK(nearest("MuscNet", known) == "MusicNet");
    CHECK(nearest("INSTRUMNET", known) == "instrument");
    CHECK_FALSE(nearest("xylophone", known));
    CHECK_FALSE(nearest("abc", {}));
    CHECK(suggestion("titel", known) == ", did you mean 'title'?");
  }

  TEST_CASE("human_bytes: units turn over where they should") {
    CHECK(human_bytes(0) == "0 B");
    CHECK(human_bytes(999) == "999 B");
    CHECK(human_bytes(1000) == "1.0 kB");
    CHECK(human_bytes(999'949) == "999.9 kB");
    CHECK(human_bytes(999'951) == "1.0 MB");
    CHECK(human_bytes(39'000'000'000) == "39.0 GB");
  }
}
