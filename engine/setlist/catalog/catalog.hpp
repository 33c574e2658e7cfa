#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/catalog/bitset.hpp"
#include "setlist/catalog/configuration.hpp"
#include "setlist/catalog/definition.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace setlist::catalog {

/// One dataset as a catalogue knows it.
struct DatasetEntry {
  Definition definition;
  std::filesystem::path install_dir;
  bool installed = false;  ///< a receipt was there when the catalogue was opened

  [[nodiscard]] std::filesystem::path folder() const { return install_dir / definition.name; }
  [[nodiscard]] std::filesystem::path root() const { return install_dir / definition.root; }
};

/// The number of a song in its catalogue.
using SongNumber = std::uint32_t;

/// The songs of several datasets in canonical order: dataset name bytewise, then position.
/// Immutable once made: safe from many threads.
class Catalog {
 public:
  /// Opens every definition of the configured folders; reads no audio. A broken definition is left
  /// out and stands in diagnostics().
  [[nodiscard]] static std::shared_ptr<const Catalog> open(const Configuration& configuration);

  /// The songs of both. Where both know an id, the left one is kept.
  [[nodiscard]] static std::shared_ptr<const Catalog> merged(const Catalog& left,
                                                             const Catalog& right);

  [[nodiscard]] std::size_t size() const { return m_songs.size(); }
  [[nodiscard]] const SongEntry& song(SongNumber number) const;
  [[nodiscard]] const DatasetEntry& dataset_of(SongNumber number) const;
  [[nodiscard]] std::string id_of(SongNumber number) const;  ///< "DATASET/local"
  [[nodiscard]] std::optional<SongNumber> find(std::string_view id) const;

  [[nodiscard]] const std::vector<std::shared_ptr<const DatasetEntry>>& datasets() const {
    return m_datasets;
  }
  [[nodiscard]] const base::Diagnostics& diagnostics() const { return m_diagnostics; }
  /// What it was opened from; opening these again and merging them gives an equal catalogue.
  [[nodiscard]] const std::vector<Configuration>& origins() const { return m_origins; }

  /// The songs that carry a value in a field, by the value's folded form. Fields: "dataset",
  /// "instrument", "group", "tag", and "composer word", "title word", "artist word".
  using Postings = std::map<std::string, Bitset, std::less<>>;
  [[nodiscard]] const Postings& postings(std::string_view field) const;
  /// Every distinct value of a field as it is written, for suggestions.
  [[nodiscard]] std::vector<std::string> values(std::string_view field) const;

  /// Does a group of the song grade this annotation at exactly this level?
  [[nodiscard]] bool has_level(SongNumber number, const std::map<std::string, int>& wanted) const;

 private:
  struct Place {
    std::uint32_t dataset;
    std::uint32_t song;
  };
  explicit Catalog(std::vector<std::shared_ptr<const DatasetEntry>> datasets);
  void index(SongNumber number);
  void post(const char* field, std::string_view value, SongNumber number);

  std::vector<std::shared_ptr<const DatasetEntry>> m_datasets;
  std::vector<Place> m_songs;
  std::unordered_map<std::string, SongNumber> m_by_id;
  std::map<std::string, Postings, std::less<>> m_postings;
  base::Diagnostics m_diagnostics;
  std::vector<Configuration> m_origins;
};

}  // namespace setlist::catalog
