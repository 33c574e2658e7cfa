#include "setlist/catalog/meeting.hpp"
#include "setlist/selection/selection.hpp"
#include "setlist/selection/selection_members.hpp"

#include <algorithm>
#include <optional>
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
  Operands(const Selection& left, const Selection& right) : a(left), b(right) {
    if (left.m_catalog == right.m_catalog) {
      catalog = left.m_catalog;
      return;
    }
    met = catalog::meeting(left.m_catalog, right.m_catalog);  // its numbers are used below
    using Place = catalog::Meeting::Place;
    catalog = met->place == Place::kLeft    ? left.m_catalog
              : met->place == Place::kRight ? right.m_catalog
                                            : met->made;
    if (met->place != Place::kLeft) a.renumber(met->left, catalog->size());
    if (met->place != Place::kRight) b.renumber(met->right, catalog->size());
  }

  /// `combine(x, y)` makes of x what the operation says. Songs of editions that wait in reserve
  /// take part among themselves.
  template <typename Combine>
  Selection combined(Combine combine) {
    Bitset songs = a.songs;
    combine(songs, b.songs);
    Selection::Bits universe;
    Selection::Bits reserve;
    if (a.universe && b.universe) {
      Bitset both = *a.universe;
      both |= *b.universe;
      if (a.reserve || b.reserve) {
        const Bitset none(both.size());
        Bitset waiting = a.reserve.value_or(none);
        combine(waiting, b.reserve.value_or(none));
        waiting -= both;
        reserve = std::make_shared<const Bitset>(std::move(waiting));
      }
      universe = std::make_shared<const Bitset>(std::move(both));
    }
    return {catalog, members(std::move(songs)), std::move(universe), std::move(reserve)};
  }

 private:
  struct Operand {
    explicit Operand(const Selection& selection)
        : songs(selection.bits()), sorted(selection.m_members->sorted()), selection(selection) {
      if (selection.m_universe) universe = *selection.m_universe;
      if (selection.m_reserve) reserve = *selection.m_reserve;
    }
    void renumber(const std::vector<SongNumber>& into, std::size_t size) {
      if (!universe) universe = Bitset(songs.size(), true);
      songs = translated(songs, into, size);
      universe = translated(*universe, into, size);
      if (reserve) reserve = translated(*reserve, into, size);
      numbers = &into;
    }
    /// In the order of the selection.
    template <typename Visit>
    void for_each(Visit visit) const {
      for (const SongNumber n : selection.numbers()) visit(numbers ? (*numbers)[n] : n);
    }

    Bitset songs;
    std::optional<Bitset> universe;
    std::optional<Bitset> reserve;
    bool sorted;
    const Selection& selection;
    const std::vector<SongNumber>* numbers = nullptr;
  };

  std::shared_ptr<const Selection::Members> members(Bitset songs) const {
    if (!a.sorted && !b.sorted) return std::make_shared<const Selection::Members>(std::move(songs));
    std::vector<SongNumber> order;
    a.for_each([&](SongNumber n) {
      if (songs.contains(n)) order.push_back(n);
    });
    b.for_each([&](SongNumber n) {
      if (songs.contains(n) && !a.songs.contains(n)) order.push_back(n);
    });
    return std::make_shared<const Selection::Members>(songs.size(), std::move(order), true);
  }

  std::shared_ptr<const Catalog> catalog;
  std::shared_ptr<const catalog::Meeting> met;
  Operand a;
  Operand b;
};

Selection operator&(const Selection& a, const Selection& b) {
  return Operands(a, b).combined([](Bitset& x, const Bitset& y) { x &= y; });
}

Selection operator|(const Selection& a, const Selection& b) {
  return Operands(a, b).combined([](Bitset& x, const Bitset& y) { x |= y; });
}

Selection operator-(const Selection& a, const Selection& b) {
  return Operands(a, b).combined([](Bitset& x, const Bitset& y) { x -= y; });
}

Selection operator^(const Selection& a, const Selection& b) {
  return Operands(a, b).combined([](Bitset& x, const Bitset& y) { x ^= y; });
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
