#include "setlist/catalog/meeting.hpp"

#include "setlist/base/text.hpp"
#include "setlist/catalog/catalog_cache.hpp"
#include "setlist/catalog/column_builder.hpp"
#include "setlist/catalog/open_catalogs.hpp"
#include "setlist/catalog/song_columns.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

constexpr SongNumber kNone = std::numeric_limits<SongNumber>::max();

/// Of each song of the right catalogue, the song of the left one with its id, or kNone. Both keep
/// their hashes sorted, so one walk finds all pairs; equal hashes are compared by the ids.
std::vector<SongNumber> joined(const Catalog& left, const Catalog& right) {
  std::vector<SongNumber> found(right.size(), kNone);
  const auto theirs = left.columns().id_hashes();
  const auto ours = right.columns().id_hashes();
  std::size_t l = 0;
  for (std::size_t r = 0; r < ours.size(); ++r) {
    while (l < theirs.size() && theirs[l] < ours[r]) ++l;
    for (std::size_t k = l; k < theirs.size() && theirs[k] == ours[r]; ++k) {
      const SongNumber song = right.columns().id_songs()[r];
      const SongNumber candidate = left.columns().id_songs()[k];
      if (left.id_of(candidate) == right.id_of(song)) found[song] = candidate;
    }
  }
  return found;
}

/// The datasets that both define, differently, and share songs of.
std::vector<std::string> differences_of(const Catalog& left, const Catalog& right,
                                        const std::vector<SongNumber>& pairs) {
  std::vector<std::string> sentences;
  for (const auto& entry : right.datasets()) {
    const auto begin = pairs.begin() + entry.first_song;
    const auto pair = std::find_if(begin, begin + entry.songs, [](auto n) { return n != kNone; });
    if (pair == begin + entry.songs) continue;
    const auto& other = left.dataset_of(*pair).definition;
    if (other.digest == entry.definition.digest) continue;
    sentences.push_back(
        fmt::format("{} is defined by '{}' and, differently, by '{}'; songs that both know are "
                    "taken from the first",
                    entry.definition.name, base::printable(other.file.string()),
                    base::printable(entry.definition.file.string())));
  }
  return sentences;
}

/// Gathers the songs of two catalogues, each id once, and remembers where they went.
class Merging {
 public:
  Merging(const Catalog& left, const Catalog& right, const std::vector<SongNumber>& pairs)
      : m_left(left), m_right(right), m_pairs(pairs) {
    for (const auto& entry : left.datasets()) add(left, entry, nullptr);
    for (const auto& entry : right.datasets()) {
      const bool twice = entry.songs == 0 && left.dataset_named(entry.definition.name);
      if (!twice) add(right, entry, &pairs);
    }
  }

  Meeting finish() {
    std::ranges::stable_sort(m_blocks, {}, &Block::dataset);
    CatalogRecord record;
    for (const auto& block : m_blocks) record.datasets.push_back(block.entry);
    arrange(record.datasets);
    Meeting meeting = numbered(record.datasets);
    std::vector<ColumnBuilder::Block> blocks(m_blocks.begin(), m_blocks.end());
    auto kept = kept_catalog(m_builder.image(blocks, to_bytes(record), m_left.words())).value();
    meeting.made = Catalog::of(std::move(kept.songs), std::move(record.datasets),
                               both(&Catalog::diagnostics), both(&Catalog::origins));
    return meeting;
  }

 private:
  struct Block : ColumnBuilder::Block {
    DatasetEntry entry;
    bool is_left = false;
    std::vector<SongNumber> songs;  ///< in their own catalogue
  };

  void add(const Catalog& catalog, const DatasetEntry& entry,
           const std::vector<SongNumber>* known) {
    Block block{{entry.definition.name, m_builder.size(), 0}, entry, known == nullptr, {}};
    for (SongNumber n = entry.first_song; n < entry.first_song + entry.songs; ++n) {
      if (known && (*known)[n] != kNone) continue;
      m_builder.add(catalog.columns(), n);
      block.songs.push_back(n);
    }
    if (block.songs.empty() && entry.songs != 0) return;
    block.end = m_builder.size();
    block.entry.songs = static_cast<SongNumber>(block.songs.size());
    m_blocks.push_back(std::move(block));
  }

  [[nodiscard]] Meeting numbered(const std::vector<DatasetEntry>& datasets) const {
    Meeting meeting;
    meeting.left.resize(m_left.size());
    meeting.right.resize(m_right.size());
    for (std::size_t k = 0; k < m_blocks.size(); ++k) {
      auto& numbers = m_blocks[k].is_left ? meeting.left : meeting.right;
      SongNumber next = datasets[k].first_song;
      for (const SongNumber song : m_blocks[k].songs) numbers[song] = next++;
    }
    for (std::size_t song = 0; song < m_pairs.size(); ++song) {
      if (m_pairs[song] != kNone) meeting.right[song] = meeting.left[m_pairs[song]];
    }
    return meeting;
  }

  template <typename Items>
  [[nodiscard]] Items both(const Items& (Catalog::*items)() const) const {
    Items all = (m_left.*items)();
    const Items& more = (m_right.*items)();
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  const Catalog& m_left;
  const Catalog& m_right;
  const std::vector<SongNumber>& m_pairs;
  ColumnBuilder m_builder;
  std::vector<Block> m_blocks;
};

/// Has `whole` every song and dataset of `part`? `places` are those of the songs of `part`.
bool knows_all(const Catalog& whole, const Catalog& part, const std::vector<SongNumber>& places) {
  return std::ranges::find(places, kNone) == places.end() &&
         std::ranges::all_of(part.datasets(), [&](const DatasetEntry& entry) {
           return whole.dataset_named(entry.definition.name) != nullptr;
         });
}

/// Are these the very same songs there, with the same files?
bool knows_alike(const Catalog& whole, const Catalog& part, const std::vector<SongNumber>& places) {
  return knows_all(whole, part, places) &&
         std::ranges::all_of(part.datasets(), [&](const DatasetEntry& entry) {
           if (entry.songs == 0) return true;
           const auto& there = whole.dataset_of(places[entry.first_song]);
           return there.definition.digest == entry.definition.digest &&
                  there.install_dir == entry.install_dir;
         });
}

std::vector<SongNumber> turned_round(const std::vector<SongNumber>& pairs, std::size_t size) {
  std::vector<SongNumber> places(size, kNone);
  for (SongNumber song = 0; song < pairs.size(); ++song) {
    if (pairs[song] != kNone) places[pairs[song]] = song;
  }
  return places;
}

Meeting made_meeting(const Catalog& left, const Catalog& right) {
  auto pairs = joined(left, right);
  auto differences = differences_of(left, right, pairs);
  Meeting made;
  if (knows_all(left, right, pairs)) {
    made.place = Meeting::Place::kLeft;
    made.right = std::move(pairs);
  } else if (auto places = turned_round(pairs, left.size()); knows_alike(right, left, places)) {
    made.place = Meeting::Place::kRight;
    made.left = std::move(places);
  } else {
    made = Merging(left, right, pairs).finish();
  }
  made.differences = std::move(differences);
  return made;
}

}  // namespace

std::shared_ptr<const Meeting> meeting(const std::shared_ptr<const Catalog>& left,
                                       const std::shared_ptr<const Catalog>& right) {
  if (auto known = find_meeting(left, right)) return known;
  return remember(left, right, std::make_shared<const Meeting>(made_meeting(*left, *right)));
}

}  // namespace setlist::catalog
