#include "setlist/columns/bitset.hpp"

#include <random>
#include <set>

#include <doctest/doctest.h>

using setlist::columns::Bitset;

namespace {

std::set<std::size_t> random_set(std::mt19937& dice, std::size_t size) {
  std::set<std::size_t> members;
  if (size == 0) return members;
  for (std::size_t k = dice() % (size + 1); k > 0; --k) members.insert(dice() % size);
  return members;
}

Bitset bits_of(const std::set<std::size_t>& members, std::size_t size) {
  Bitset bits(size);
  for (const auto i : members) bits.insert(i);
  return bits;
}

std::set<std::size_t> members_of(const Bitset& bits) {
  std::set<std::size_t> members;
  bits.for_each([&](std::size_t i) { members.insert(i); });
  return members;
}

}  // namespace

TEST_SUITE("catalog/bitset") {
  TEST_CASE("Bitset: agrees with std::set at every size around a word") {
    std::mt19937 dice(1);
    for (const std::size_t size : {0U, 1U, 63U, 64U, 65U, 127U, 128U, 1000U}) {
      for (int round = 0; round < 50; ++round) {
        const auto a = random_set(dice, size);
        const auto b = random_set(dice, size);
        std::set<std::size_t> both = a;
        both.insert(b.begin(), b.end());
        std::set<std::size_t> common;
        std::set<std::size_t> only_a;
        for (const auto i : a) (b.contains(i) ? common : only_a).insert(i);
        std::set<std::size_t> one_only = only_a;
        for (const auto i : b) {
          if (!a.contains(i)) one_only.insert(i);
        }
        const Bitset bits_a = bits_of(a, size);
        const Bitset bits_b = bits_of(b, size);
        CHECK(members_of(Bitset(bits_a) |= bits_b) == both);
        CHECK(members_of(Bitset(bits_a) &= bits_b) == common);
        CHECK(members_of(Bitset(bits_a) -= bits_b) == only_a);
        CHECK(members_of(Bitset(bits_a) ^= bits_b) == one_only);
        CHECK(bits_a.count() == a.size());
        CHECK(bits_a.complement().count() == size - a.size());
        CHECK(bits_a.complement().complement() == bits_a);
      }
    }
  }

  TEST_CASE("Bitset: full and out of range") {
    CHECK(Bitset(70, true).count() == 70);
    CHECK_FALSE(Bitset(70, true).contains(70));
    CHECK_FALSE(Bitset().contains(0));
  }
}
