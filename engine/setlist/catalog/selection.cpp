#include "setlist/catalog/selection.hpp"

namespace setlist::catalog {
namespace {

Bitset translated(const Selection& selection, const Catalog& into) {
  Bitset songs(into.size());
  for (const SongNumber number : selection.numbers()) {
    songs.insert(*into.find(selection.catalog()->id_of(number)));
  }
  return songs;
}

/// Two selections over one catalogue: their own, or the union of the two.
struct Aligned {
  std::shared_ptr<const Catalog> catalog;
  Bitset a;
  Bitset b;
};

Aligned aligned(const Selection& a, const Selection& b) {
  if (a.catalog() == b.catalog()) return {a.catalog(), a.bits(), b.bits()};
  auto both = Catalog::merged(*a.catalog(), *b.catalog());
  Bitset left = translated(a, *both);
  Bitset right = translated(b, *both);
  return {std::move(both), std::move(left), std::move(right)};
}

}  // namespace

Selection::Selection(std::shared_ptr<const Catalog> catalog)
    : Selection(catalog, Bitset(catalog->size(), true)) {}

Selection::Selection(std::shared_ptr<const Catalog> catalog, Bitset songs)
    : m_catalog(std::move(catalog)), m_songs(std::move(songs)) {
  m_numbers.reserve(m_songs.count());
  m_songs.for_each([&](std::size_t i) { m_numbers.push_back(static_cast<SongNumber>(i)); });
}

bool Selection::contains(std::string_view id) const {
  const auto number = m_catalog->find(id);
  return number && m_songs.contains(*number);
}

Selection Selection::taken(const std::vector<std::size_t>& positions) const {
  Bitset songs(m_catalog->size());
  for (const std::size_t position : positions) songs.insert(m_numbers.at(position));
  return {m_catalog, std::move(songs)};
}

Selection Selection::filtered(const Query& query) const {
  Bitset songs = matching(*m_catalog, query);
  songs &= m_songs;
  return {m_catalog, std::move(songs)};
}

Selection Selection::complement() const { return {m_catalog, m_songs.complement()}; }

Selection operator&(const Selection& a, const Selection& b) {
  Aligned both = aligned(a, b);
  both.a &= both.b;
  return {std::move(both.catalog), std::move(both.a)};
}

Selection operator|(const Selection& a, const Selection& b) {
  Aligned both = aligned(a, b);
  both.a |= both.b;
  return {std::move(both.catalog), std::move(both.a)};
}

Selection operator-(const Selection& a, const Selection& b) {
  Aligned both = aligned(a, b);
  both.a -= both.b;
  return {std::move(both.catalog), std::move(both.a)};
}

Selection operator^(const Selection& a, const Selection& b) {
  Aligned both = aligned(a, b);
  both.a ^= both.b;
  return {std::move(both.catalog), std::move(both.a)};
}

bool operator==(const Selection& a, const Selection& b) {
  return a.size() == b.size() && is_subset(a, b);
}

bool is_subset(const Selection& a, const Selection& b) {
  if (a.catalog() == b.catalog()) {
    Bitset rest = a.m_songs;
    rest -= b.m_songs;
    return rest.count() == 0;
  }
  for (const SongNumber number : a.numbers()) {
    if (!b.contains(a.catalog()->id_of(number))) return false;
  }
  return true;
}

}  // namespace setlist::catalog
