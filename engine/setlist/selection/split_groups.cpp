#include "setlist/selection/split_groups.hpp"

#include "setlist/catalog/song_columns.hpp"
#include "setlist/selection/facet.hpp"
#include "setlist/selection/id_dice.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace setlist::selection {
namespace {

/// Sets that grow together (union by size, paths halved).
class Joined {
 public:
  explicit Joined(std::size_t size) : m_parent(size), m_size(size, 1) {
    std::iota(m_parent.begin(), m_parent.end(), 0U);
  }
  std::uint32_t root(std::uint32_t item) {
    while (m_parent[item] != item) {
      m_parent[item] = m_parent[m_parent[item]];
      item = m_parent[item];
    }
    return item;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a == b) return;
    if (m_size[a] < m_size[b]) std::swap(a, b);
    m_parent[b] = a;
    m_size[a] += m_size[b];
  }

 private:
  std::vector<std::uint32_t> m_parent;
  std::vector<std::uint32_t> m_size;
};

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

void join_by(Joined& joined, const Facet& values, std::vector<bool>& known) {
  std::vector<std::uint32_t> first(values.values.size(), kNone);
  for (std::uint32_t position = 0; position < known.size(); ++position) {
    for (const auto value : values.of(position)) {
      known[position] = true;
      if (first[value] == kNone) first[value] = position;
      joined.join(first[value], position);
    }
  }
}

std::vector<std::uint64_t> hashes_of(const Selection& songs) {
  const auto& columns = songs.catalog()->columns();
  std::vector<std::uint64_t> by_song(columns.size());
  for (std::size_t k = 0; k < columns.size(); ++k) {
    by_song[columns.id_songs()[k]] = columns.id_hashes()[k];
  }
  std::vector<std::uint64_t> hashes;
  for (const SongNumber song : songs.numbers()) hashes.push_back(by_song[song]);
  return hashes;
}

}  // namespace

SongGroups song_groups(const Selection& songs, const std::vector<std::string>& by,
                       std::uint64_t seed) {
  const auto size = static_cast<std::uint32_t>(songs.size());
  Joined joined(size);
  std::vector<bool> known(size);
  for (const auto& field : by) join_by(joined, facet_of_persons(songs, field), known);

  SongGroups all;
  std::vector<std::uint32_t> group_of(size, kNone);
  const auto hashes = hashes_of(songs);
  for (std::uint32_t position = 0; position < size; ++position) {
    auto& group = group_of[joined.root(position)];
    if (group == kNone) {
      group = static_cast<std::uint32_t>(all.groups.size());
      all.groups.emplace_back();
    }
    all.groups[group].positions.push_back(position);
    all.groups[group].chance += mixed(hashes[position]);  // whatever the order of the songs
    if (!by.empty() && !known[position]) ++all.unknown;
  }
  for (auto& group : all.groups) group.chance = thrown(group.chance, seed);
  std::ranges::sort(all.groups, [](const SongGroup& a, const SongGroup& b) {
    return a.chance != b.chance ? a.chance < b.chance : a.positions < b.positions;
  });
  return all;
}

}  // namespace setlist::selection
