#include "setlist/catalog/catalog.hpp"

#include "setlist/base/text.hpp"
#include "setlist/catalog/catalog_cache.hpp"
#include "setlist/catalog/catalog_opening.hpp"
#include "setlist/catalog/column_builder.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/catalog/vocabulary_file.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace setlist::catalog {
namespace {

/// Gathers the songs of two catalogues, each id once.
class Merging {
 public:
  void add(const Catalog& catalog, const DatasetEntry& entry, const Catalog* known) {
    const std::size_t begin = m_builder.size();
    for (SongNumber n = entry.first_song; n < entry.first_song + entry.songs; ++n) {
      if (!known || !known->find(catalog.id_of(n))) m_builder.add(catalog.columns(), n);
    }
    const auto songs = static_cast<SongNumber>(m_builder.size() - begin);
    if (songs == 0 && entry.songs != 0) return;
    m_blocks.push_back({entry.definition.name, begin, m_builder.size()});
    m_datasets.push_back(entry);
    m_datasets.back().songs = songs;
  }

  KeptCatalog finish(const Words& words) {
    std::ranges::stable_sort(m_blocks, {}, &ColumnBuilder::Block::dataset);
    arrange(m_datasets);
    CatalogRecord record;
    record.datasets = std::move(m_datasets);
    return kept_catalog(m_builder.image(m_blocks, to_bytes(std::move(record)), words)).value();
  }

 private:
  ColumnBuilder m_builder;
  std::vector<ColumnBuilder::Block> m_blocks;
  std::vector<DatasetEntry> m_datasets;
};

}  // namespace

Catalog::Catalog(SongColumns songs, std::vector<DatasetEntry> datasets)
    : m_songs(std::make_shared<const SongColumns>(std::move(songs))),
      m_datasets(std::move(datasets)) {}

std::shared_ptr<const Catalog> Catalog::open(const Configuration& configuration) {
  auto kept = cached(configuration);
  if (!kept) {
    kept = kept_catalog(catalog::keep(configuration, open_definitions(configuration)));
  }
  std::shared_ptr<Catalog> catalog(
      new Catalog(std::move(kept->songs), std::move(kept->record.datasets)));
  catalog->m_diagnostics = std::move(kept->record.diagnostics);
  catalog->m_origins = {configuration};
  return catalog;
}

std::shared_ptr<const Catalog> Catalog::merged(const Catalog& left, const Catalog& right) {
  Merging merging;
  for (const auto& entry : left.m_datasets) merging.add(left, entry, nullptr);
  for (const auto& entry : right.m_datasets) {
    const bool twice = entry.songs == 0 && left.dataset_named(entry.definition.name);
    if (!twice) merging.add(right, entry, &left);
  }
  KeptCatalog both = merging.finish(left.words());
  std::shared_ptr<Catalog> catalog(
      new Catalog(std::move(both.songs), std::move(both.record.datasets)));
  for (const Catalog* part : {&left, &right}) {
    catalog->m_diagnostics.insert(catalog->m_diagnostics.end(), part->m_diagnostics.begin(),
                                  part->m_diagnostics.end());
    catalog->m_origins.insert(catalog->m_origins.end(), part->m_origins.begin(),
                              part->m_origins.end());
  }
  return catalog;
}

const Words& Catalog::words() const {
  std::call_once(m_words_asked, [this] {
    const auto& file = m_origins.front().vocabulary;
    m_words = std::make_shared<const Words>(file ? read_vocabulary(*file) : built_in_words());
  });
  return *m_words;
}

std::size_t Catalog::size() const { return m_songs->size(); }

definition::SongEntry Catalog::song(SongNumber number) const {
  if (number >= size()) throw std::out_of_range("a song number beyond the catalogue");
  return m_songs->song(number);
}

const DatasetEntry& Catalog::dataset_of(SongNumber number) const {
  if (number >= size()) throw std::out_of_range("a song number beyond the catalogue");
  // The last one that begins at or before it; datasets without songs share a beginning.
  const auto after = std::ranges::upper_bound(m_datasets, number, {}, &DatasetEntry::first_song);
  return *std::prev(after);
}

std::string Catalog::id_of(SongNumber number) const {
  std::string id = dataset_of(number).definition.name;
  return id.append("/").append(m_songs->text(TextField::kId, number));
}

std::optional<SongNumber> Catalog::find(std::string_view id) const {
  for (const SongNumber number : m_songs->with_hash(id_hash(id))) {
    if (id_of(number) == id) return number;
  }
  return std::nullopt;
}

const DatasetEntry* Catalog::dataset_named(std::string_view name) const {
  const auto found = std::ranges::find_if(m_datasets, [&](const DatasetEntry& entry) {
    return base::folded(entry.definition.name) == base::folded(name);
  });
  return found == m_datasets.end() ? nullptr : &*found;
}

std::optional<double> Catalog::seconds_of(const DatasetEntry& entry) const {
  double seconds = 0;
  for (SongNumber n = entry.first_song; n < entry.first_song + entry.songs; ++n) {
    seconds += m_songs->number(NumberField::kDuration, n);
  }
  return std::isnan(seconds) ? std::nullopt : std::optional(seconds);
}

}  // namespace setlist::catalog
