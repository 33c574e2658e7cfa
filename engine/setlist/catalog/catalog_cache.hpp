#pragma once

#include "setlist/catalog/catalog_record.hpp"
#include "setlist/catalog/configuration.hpp"
#include "setlist/catalog/song_columns.hpp"

#include <optional>

namespace setlist::catalog {

/// A catalogue as it is kept on disk.
struct KeptCatalog {
  SongColumns songs;
  CatalogRecord record;
};

/// What an image holds; nothing when it is not a catalogue's.
[[nodiscard]] std::optional<KeptCatalog> kept_catalog(columns::Image image);

/// Do they name the same folders and files?
[[nodiscard]] bool is_same(const Configuration& a, const Configuration& b);
/// Is every input of a catalogue still what it was?
[[nodiscard]] bool is_fresh(const CatalogRecord& record);

/// The kept catalogue of a configuration, when every input is still what it was.
[[nodiscard]] std::optional<KeptCatalog> cached(const Configuration& configuration);

/// Keeps a catalogue for the next process, where there is a place for it. Returns the image to
/// use: the kept one, whose memory all processes share, or the given one.
[[nodiscard]] columns::Image keep(const Configuration& configuration, columns::Image image);

}  // namespace setlist::catalog
