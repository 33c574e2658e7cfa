#include "setlist/columns/interned.hpp"

#include <map>
#include <random>
#include <string>

#include <doctest/doctest.h>

using setlist::columns::InternedLists;
using setlist::columns::InternedTexts;

TEST_SUITE("columns/interned") {
  TEST_CASE("the empty sequence is number 0, equal ones share a number") {
    InternedTexts texts;
    CHECK(texts.size() == 1);
    CHECK(texts.add("") == 0);
    CHECK(texts.add("piano") == 1);
    CHECK(texts.add("viola") == 2);
    CHECK(texts.add("piano") == 1);
    CHECK(texts[2] == "viola");
    CHECK(texts.add(std::string_view("a\0b", 3)) == 3);
    CHECK(texts[3].size() == 3);
  }

  TEST_CASE("a hundred thousand random texts agree with a map") {
    std::mt19937 dice(7);
    InternedTexts texts;
    std::map<std::string, std::uint32_t> model{{"", 0}};
    for (int i = 0; i < 100'000; ++i) {
      std::string text(dice() % 4, 'a');
      for (char& c : text) c = static_cast<char>('a' + dice() % 20);
      const auto number = texts.add(text);
      const auto [known, is_new] = model.emplace(text, number);
      REQUIRE(known->second == number);
      if (is_new) REQUIRE(number + 1 == texts.size());
      REQUIRE(texts[number] == text);
    }
    CHECK(texts.size() == model.size());
  }

  TEST_CASE("lists that differ in order or length are different") {
    InternedLists lists;
    const std::vector<std::uint32_t> a{1, 2}, b{2, 1}, c{1, 2, 0};
    CHECK(lists.add(a) == 1);
    CHECK(lists.add(b) == 2);
    CHECK(lists.add(c) == 3);
    CHECK(lists.add(a) == 1);
    CHECK(lists.add({}) == 0);
  }
}
