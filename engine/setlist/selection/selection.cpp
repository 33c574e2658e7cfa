#include "setlist/selection/selection.hpp"

#include "setlist/catalog/editions.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/selection/id_dice.hpp"
#include "setlist/selection/selection_members.hpp"

#include <algorithm>
#include <utility>

namespace setlist::selection {

using catalog::Catalog;

namespace {

Bitset songs_of(const Catalog& catalog, const std::vector<bool>& datasets) {
  Bitset songs(catalog.size());
  for (std::size_t k = 0; k < datasets.size(); ++k) {
    const auto& entry = catalog.datasets()[k];
    for (SongNumber n = 0; datasets[k] && n < entry.songs; ++n) songs.insert(entry.first_song + n);
  }
  return songs;
}

}  // namespace

Selection::Selection(std::shared_ptr<const Catalog> catalog)
    : Selection(std::move(catalog), nullptr, nullptr, nullptr) {
  const auto out = catalog::left_out(m_catalog->datasets());
  Bitset songs(m_catalog->size(), true);
  if (std::ranges::find(out, true) != out.end()) {
    Bitset reserve = songs_of(*m_catalog, out);
    songs -= reserve;
    m_reserve = std::make_shared<const Bitset>(std::move(reserve));
    m_universe = std::make_shared<const Bitset>(songs);
  }
  m_members = std::make_shared<const Members>(std::move(songs));
}

Selection Selection::whole(std::shared_ptr<const Catalog> catalog) {
  Bitset songs(catalog->size(), true);
  return {std::move(catalog), std::move(songs)};
}

Selection::Selection(std::shared_ptr<const Catalog> catalog, Bitset songs)
    : Selection(std::move(catalog), std::make_shared<const Members>(std::move(songs)), {}, {}) {}

Selection::Selection(std::shared_ptr<const Catalog> catalog, std::shared_ptr<const Members> members,
                     Bits universe, Bits reserve)
    : m_catalog(std::move(catalog)),
      m_members(std::move(members)),
      m_universe(std::move(universe)),
      m_reserve(std::move(reserve)) {}

std::size_t Selection::size() const { return m_members->count(); }

const Bitset& Selection::bits() const { return m_members->bits(); }

const std::vector<SongNumber>& Selection::numbers() const { return m_members->numbers(); }

bool Selection::contains(std::string_view id) const {
  const auto number = m_catalog->find(id);
  return number && bits().contains(*number);
}

Selection Selection::universe() const {
  Bitset all = m_universe ? *m_universe : Bitset(m_catalog->size(), true);
  return {m_catalog, std::make_shared<const Members>(std::move(all)), m_universe, {}};
}

Selection Selection::taken(const std::vector<std::size_t>& positions) const {
  Bitset songs(m_catalog->size());
  for (const std::size_t position : positions) songs.insert(numbers().at(position));
  return within(songs);
}

Selection Selection::within(const Bitset& songs) const {
  Bitset some = bits();
  some &= songs;
  return {m_catalog, m_members->within(std::move(some)), m_universe, {}};
}

Selection Selection::ordered(std::vector<SongNumber> numbers) const {
  return {m_catalog, std::make_shared<const Members>(m_catalog->size(), std::move(numbers), true),
          m_universe, m_reserve};
}

Selection Selection::chosen(std::vector<SongNumber> numbers) const {
  const bool sorted = m_members->sorted();
  return {m_catalog,
          std::make_shared<const Members>(m_catalog->size(), std::move(numbers), sorted),
          m_universe,
          {}};
}

/// Of the editions left out, all songs of those that the query names.
Bitset Selection::drawn(const query::Query& query) const {
  std::vector<bool> named(m_catalog->datasets().size());
  for (const auto& name : datasets_named(*m_catalog, query)) {
    for (std::size_t k = 0; k < named.size(); ++k) {
      named[k] = named[k] || m_catalog->datasets()[k].definition.name == name;
    }
  }
  Bitset songs = songs_of(*m_catalog, named);
  if (m_universe) songs -= *m_universe;
  return songs;
}

Selection Selection::filtered(const query::Query& query) const {
  Bitset found = matching(*m_catalog, query);
  if (!m_reserve) {
    found &= bits();
    return {m_catalog, m_members->within(std::move(found)), m_universe, {}};
  }
  const Bitset named = drawn(query);
  Bitset reserve = *m_reserve;
  reserve &= found;
  Bitset more = reserve;
  more &= named;
  reserve -= named;
  found &= bits();
  auto kept = m_members->within(std::move(found));
  if (more.any()) {
    Selection both = Selection(m_catalog, kept, m_universe, {}) | Selection(m_catalog, more);
    kept = both.m_members;
  }
  Bitset universe = *m_universe;
  universe |= named;
  return {m_catalog, std::move(kept), std::make_shared<const Bitset>(std::move(universe)),
          std::make_shared<const Bitset>(std::move(reserve))};
}

/// The songs that a query is asked of: these, and those in reserve that it names.
Bitset Selection::asked(const query::Query& query) const {
  Bitset songs = bits();
  if (m_reserve) {
    Bitset more = drawn(query);
    more &= *m_reserve;
    songs |= more;
  }
  return songs;
}

query::Remarks Selection::remarks_on(const query::Query& query) const {
  auto remarks = query::remarks_on(*m_catalog, asked(query), query);
  // A part of the songs was chosen by a query that said so already.
  if (size() != universe().size()) remarks.not_searched.clear();
  if (m_universe && !m_reserve && drawn(query).any()) {
    remarks.not_searched.push_back(
        "another edition of a dataset is named that was left out before; name it in the first "
        "query, or open the collection with all variants");
  }
  return remarks;
}

std::vector<query::Kept> Selection::explained(const query::Query& query) const {
  return query::explained(*m_catalog, asked(query), query);
}

Selection Selection::complement() const {
  Bitset rest = m_universe ? *m_universe : Bitset(m_catalog->size(), true);
  rest -= bits();
  Bits reserve;
  if (m_universe) {
    Bitset waiting = m_universe->complement();
    if (m_reserve) waiting -= *m_reserve;
    reserve = std::make_shared<const Bitset>(std::move(waiting));
  }
  return {m_catalog, std::make_shared<const Members>(std::move(rest)), m_universe,
          std::move(reserve)};
}

std::uint64_t Selection::fingerprint() const {
  const auto hashes = m_catalog->columns().id_hashes();
  const auto songs = m_catalog->columns().id_songs();
  std::uint64_t sum = 0;
  for (std::size_t k = 0; k < hashes.size(); ++k) {
    if (bits().contains(songs[k])) sum += mixed(hashes[k]);
  }
  return mixed(sum ^ size());
}

}  // namespace setlist::selection
