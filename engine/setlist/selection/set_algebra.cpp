#include "setlist/catalog/meeting.hpp"
#include "setlist/selection/selection.hpp"
#include "setlist/selection/selection_members.hpp"

#include <algorithm>
#include <utility>

namespace setlist::selection {

using catalog::Catalog;

namespace {

Bitset translated(const Bitset& songs, const std::vector<SongNumber>& numbers, std::size_t size) {
  Bitset found(size);
  songs.for_each([&](std::size_t song) { found.insert(numbers[song]); });
  return found;
}

}  // namespace

/// Two selections over one catalogue: their own, or that in which they meet.
struct Operands {
  Operands(const Selection& left, const Selection& right)
      : catalog(left.m_catalog), a(left.bits()), b(right.bits()) {
    sorted = left.m_members->sorted() || right.m_members->sorted();
    if (sorted) {
      left_order = left.numbers();
      right_order = right.numbers();
    }
    if (left.m_catalog == right.m_catalog) {
      unite(left.m_universe, right.m_universe);
    } else {
      meet(left, right);
    }
  }

  Selection result(Bitset songs) {
    if (!sorted) {
      return {catalog, std::make_shared<const Selection::Members>(std::move(songs)), universe, {}};
    }
    std::vector<SongNumber> order;
    for (const SongNumber n : left_order) {
      if (songs.contains(n)) order.push_back(n);
    }
    for (const SongNumber n : right_order) {
      if (songs.contains(n) && !a.contains(n)) order.push_back(n);
    }
    return {catalog,
            std::make_shared<const Selection::Members>(songs.size(), std::move(order), true),
            universe,
            {}};
  }

  std::shared_ptr<const Catalog> catalog;
  Bitset a;
  Bitset b;

 private:
  void unite(const Selection::Bits& left, const Selection::Bits& right) {
    if (!left || !right) return;
    Bitset both = *left;
    both |= *right;
    universe = std::make_shared<const Bitset>(std::move(both));
  }

  void meet(const Selection& left, const Selection& right) {
    const auto met = catalog::meeting(left.m_catalog, right.m_catalog);
    if (met->catalog) catalog = met->catalog;
    const std::size_t size = catalog->size();
    const auto renumber = [&](const Selection& operand, const std::vector<SongNumber>& numbers,
                              Bitset& songs, std::vector<SongNumber>& order) {
      Bitset all =
          operand.m_universe ? *operand.m_universe : Bitset(operand.m_catalog->size(), true);
      if (&numbers == &met->left && !met->catalog) return all;
      songs = translated(songs, numbers, size);
      for (SongNumber& n : order) n = numbers[n];
      return translated(all, numbers, size);
    };
    Bitset both = renumber(left, met->left, a, left_order);
    both |= renumber(right, met->right, b, right_order);
    universe = std::make_shared<const Bitset>(std::move(both));
  }

  bool sorted = false;
  std::vector<SongNumber> left_order;
  std::vector<SongNumber> right_order;
  Selection::Bits universe;
};

Selection operator&(const Selection& a, const Selection& b) {
  Operands both(a, b);
  Bitset songs = both.a;
  songs &= both.b;
  return both.result(std::move(songs));
}

Selection operator|(const Selection& a, const Selection& b) {
  Operands both(a, b);
  Bitset songs = both.a;
  songs |= both.b;
  return both.result(std::move(songs));
}

Selection operator-(const Selection& a, const Selection& b) {
  Operands both(a, b);
  Bitset songs = both.a;
  songs -= both.b;
  return both.result(std::move(songs));
}

Selection operator^(const Selection& a, const Selection& b) {
  Operands both(a, b);
  Bitset songs = both.a;
  songs ^= both.b;
  return both.result(std::move(songs));
}

bool operator==(const Selection& a, const Selection& b) {
  return a.size() == b.size() && is_subset(a, b);
}

bool is_subset(const Selection& a, const Selection& b) {
  if (a.size() > b.size()) return false;
  if (a.catalog() == b.catalog()) {
    Bitset rest = a.bits();
    rest -= b.bits();
    return !rest.any();
  }
  return std::ranges::all_of(
      a.numbers(), [&](SongNumber number) { return b.contains(a.catalog()->id_of(number)); });
}

std::vector<std::string> differences(const Selection& a, const Selection& b) {
  if (a.catalog() == b.catalog()) return {};
  return catalog::meeting(a.catalog(), b.catalog())->differences;
}

}  // namespace setlist::selection
