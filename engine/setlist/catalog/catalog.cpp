#include "setlist/catalog/catalog.hpp"

#include "setlist/base/text.hpp"
#include "setlist/catalog/catalog_cache.hpp"
#include "setlist/catalog/catalog_opening.hpp"
#include "setlist/catalog/open_catalogs.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/catalog/vocabulary_file.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace setlist::catalog {
std::shared_ptr<const Catalog> Catalog::of(SongColumns songs, std::vector<DatasetEntry> datasets,
                                           base::Diagnostics diagnostics,
                                           std::vector<Configuration> origins) {
  std::shared_ptr<Catalog> catalog(new Catalog);
  catalog->m_songs = std::make_shared<const SongColumns>(std::move(songs));
  catalog->m_datasets = std::move(datasets);
  catalog->m_diagnostics = std::move(diagnostics);
  catalog->m_origins = std::move(origins);
  return catalog;
}

std::shared_ptr<const Catalog> Catalog::open(const Configuration& configuration) {
  if (auto known = find_open(configuration)) return known;
  auto kept = cached(configuration);
  if (!kept) {
    kept = kept_catalog(catalog::keep(configuration, open_definitions(configuration)));
  }
  CatalogRecord& record = kept->record;
  auto catalog = of(std::move(kept->songs), std::move(record.datasets),
                    std::move(record.diagnostics), {configuration});
  record.configuration = configuration;
  remember(catalog, std::move(record));
  return catalog;
}

const Words& Catalog::words() const {
  const auto& words = m_words.get([this] {
    const auto& file = m_origins.front().vocabulary;
    return std::make_shared<const Words>(file ? read_vocabulary(*file) : built_in_words());
  });
  return *words;
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
