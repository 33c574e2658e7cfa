#include "engine/catalog/small_collection.hpp"
#include "setlist/query/query_parser.hpp"
#include "setlist/selection/selection.hpp"

#include <random>
#include <set>

#include <doctest/doctest.h>

using namespace setlist;
using selection::Selection;
using testing::SmallCollection;

namespace {

std::set<std::string> ids(const Selection& selection) {
  std::set<std::string> set;
  for (const auto n : selection.numbers()) set.insert(selection.catalog()->id_of(n));
  return set;
}

Selection random_selection(const std::shared_ptr<const catalog::Catalog>& catalog,
                           std::mt19937& dice) {
  columns::Bitset songs(catalog->size());
  for (std::size_t i = 0; i < catalog->size(); ++i) {
    if (dice() % 2 == 0) songs.insert(i);
  }
  return {catalog, songs};
}

}  // namespace

TEST_SUITE("selection/selection") {
  TEST_CASE("the laws of sets, over one catalogue and over two that are equal") {
    const SmallCollection small;
    const auto one = small.open();
    std::mt19937 dice(3);
    for (const auto& other : {one, small.open()}) {
      for (int round = 0; round < 100; ++round) {
        const Selection a = random_selection(one, dice);
        const Selection b = random_selection(other, dice);
        const Selection c = random_selection(one, dice);
        CHECK((a | b) == (b | a));
        CHECK((a & b) == (b & a));
        CHECK(((a | b) & c) == ((a & c) | (b & c)));
        CHECK((a - b) == (a & b.complement()));
        CHECK((a ^ b) == ((a | b) - (a & b)));
        CHECK((a | b).complement() == (a.complement() & b.complement()));
        CHECK(is_subset(a & b, a));
        CHECK(a.complement().complement() == a);
      }
    }
  }

  TEST_CASE("operands over different collections: ids decide, not positions") {
    const SmallCollection first;
    const SmallCollection second;
    second.scratch().put("definitions/aaa.json",
                         testing::definition_text("Aaa", R"({"id": "x"}, {"id": "y"})"));
    const Selection a(first.open());
    const Selection b(second.open());
    CHECK(ids(a & b) == ids(a));
    CHECK(ids(b - a) == std::set<std::string>{"Aaa/x", "Aaa/y"});
    CHECK((a | b).size() == 7);
    CHECK(is_subset(a, b));
    CHECK_FALSE(is_subset(b, a));
    CHECK_FALSE(a == b);
  }

  TEST_CASE("filtered: narrows, and never changes its operand") {
    const SmallCollection small;
    const Selection all(small.open());
    const auto pianos = all.filtered(query::parse("instrument:piano"));
    CHECK(pianos.size() == 3);
    CHECK(pianos.filtered(query::parse("dataset:Beta")).size() == 1);
    CHECK(all.size() == 5);
    CHECK(pianos.contains("Beta/one"));
    CHECK_FALSE(pianos.contains("Beta/solo"));
    CHECK(pianos.taken({2, 0}).numbers() == std::vector<catalog::SongNumber>{0, 3});
  }
}
