#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/base/made_once.hpp"
#include "setlist/catalog/configuration.hpp"
#include "setlist/definition/definition.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::catalog {

/// The number of a song in its catalogue.
using SongNumber = std::uint32_t;

class SongColumns;
struct Words;

/// One dataset as a catalogue knows it.
struct DatasetEntry {
  definition::Definition definition;  ///< its songs stand in the catalogue, not here
  std::filesystem::path install_dir;
  bool installed = false;     ///< a receipt was there when the catalogue was opened
  bool expanded = true;       ///< false: a table that its songs are found in is not here yet
  SongNumber first_song = 0;  ///< its songs are [first_song, first_song + songs)
  SongNumber songs = 0;

  [[nodiscard]] std::filesystem::path folder() const { return install_dir / definition.name; }
  [[nodiscard]] std::filesystem::path root() const { return install_dir / definition.root; }
};

/// The songs of several datasets in canonical order: dataset name bytewise, then position.
/// Immutable once made: safe from many threads.
class Catalog {
 public:
  /// Opens every definition of the configured folders; reads no audio. A broken definition is left
  /// out and stands in diagnostics(). What was opened is kept in the user's cache, and taken from
  /// there as long as no definition, table or receipt has changed; what this process has open
  /// already is given again.
  [[nodiscard]] static std::shared_ptr<const Catalog> open(const Configuration& configuration);

  /// A catalogue that was put together by another room; `origins` is not empty.
  [[nodiscard]] static std::shared_ptr<const Catalog> of(SongColumns songs,
                                                         std::vector<DatasetEntry> datasets,
                                                         base::Diagnostics diagnostics,
                                                         std::vector<Configuration> origins);

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] definition::SongEntry song(SongNumber number) const;
  [[nodiscard]] const DatasetEntry& dataset_of(SongNumber number) const;
  [[nodiscard]] std::string id_of(SongNumber number) const;  ///< "DATASET/local"
  [[nodiscard]] std::optional<SongNumber> find(std::string_view id) const;

  /// In the order of their songs.
  [[nodiscard]] const std::vector<DatasetEntry>& datasets() const { return m_datasets; }
  /// The dataset of that name, whatever its case; null when there is none.
  [[nodiscard]] const DatasetEntry* dataset_named(std::string_view name) const;
  /// Of all its songs together; nothing when one is not known.
  [[nodiscard]] std::optional<double> seconds_of(const DatasetEntry& entry) const;

  [[nodiscard]] const base::Diagnostics& diagnostics() const { return m_diagnostics; }
  /// What it was opened from; opening these again and merging them gives an equal catalogue.
  [[nodiscard]] const std::vector<Configuration>& origins() const { return m_origins; }

  /// What instruments and composers are also called; read when it is first asked for.
  [[nodiscard]] const Words& words() const;
  /// The songs as columns, for the rooms of the library.
  [[nodiscard]] const SongColumns& columns() const { return *m_songs; }

 private:
  Catalog() = default;

  std::shared_ptr<const SongColumns> m_songs;
  std::vector<DatasetEntry> m_datasets;
  base::Diagnostics m_diagnostics;
  std::vector<Configuration> m_origins;
  base::MadeOnce<std::shared_ptr<const Words>> m_words;
};

}  // namespace setlist::catalog
