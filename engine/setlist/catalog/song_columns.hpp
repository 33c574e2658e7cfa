#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/columns/image.hpp"
#include "setlist/columns/postings.hpp"
#include "setlist/definition/definition.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace setlist::catalog {

enum class TextField : std::uint32_t {
  kId,
  kTitle,
  kComposer,
  kArtist,
  kPerformer,
  kWork,
  kAlbum,
  kLicense,
  kText,
  kMeta,
  kFeatures
};
enum class ListField : std::uint32_t {
  kInstruments,
  kGroups,
  kTags,
  kRecordings,
  kSources,
  kGroundTruth
};
/// Stated by the definition, or measured when the dataset was installed. Seconds, frames, Hz.
enum class NumberField : std::uint32_t {
  kYear,
  kDuration,
  kOffset,
  kEnsemble,
  kNotes,
  kFrames,
  kSampleRate,
  kChannels,
  kFirstOnset,
  kLastOnset
};
/// What can be looked up: the folded values of a list, or the folded words of a text.
enum class LookupField : std::uint32_t {
  kInstrument,
  kGroup,
  kTag,
  kComposerWord,
  kTitleWord,
  kArtistWord
};
inline constexpr std::uint32_t kTextFields = 11;
inline constexpr std::uint32_t kListFields = 6;
inline constexpr std::uint32_t kNumberFields = 10;
inline constexpr std::uint32_t kLookupFields = 6;

/// The sections of a catalogue's image.
namespace section {
inline constexpr std::uint32_t kRecord = 1;  ///< bytes of a CatalogRecord
inline constexpr std::uint32_t kTexts = 2;   ///< every distinct text, one after the other
inline constexpr std::uint32_t kTextBegins = 3;
inline constexpr std::uint32_t kLists = 4;  ///< every distinct list of texts
inline constexpr std::uint32_t kListBegins = 5;
inline constexpr std::uint32_t kIdHashes = 6;       ///< ascending
inline constexpr std::uint32_t kIdSongs = 7;        ///< the song of each hash
inline constexpr std::uint32_t kSize = 8;           ///< the number of songs
inline constexpr std::uint32_t kTextField = 100;    ///< + TextField: a text a song
inline constexpr std::uint32_t kListField = 200;    ///< + ListField: a list a song
inline constexpr std::uint32_t kNumberField = 300;  ///< + NumberField: a number a song
inline constexpr std::uint32_t kNumberOrder = 400;  ///< + NumberField: the known ones, ascending
inline constexpr std::uint32_t kLookup = 500;       ///< + 4 * LookupField: PostingSets
}  // namespace section

/// The songs of a catalogue as columns over an image. A field that no song states has no column.
/// Immutable; safe from many threads.
class SongColumns {
 public:
  /// Every number is checked once; nothing when one points outside.
  [[nodiscard]] static std::optional<SongColumns> over(columns::Image image);

  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] const columns::Image& image() const { return m_image; }

  [[nodiscard]] std::size_t texts() const { return m_text_begins.size() - 1; }
  [[nodiscard]] std::string_view text(std::uint32_t number) const;
  [[nodiscard]] std::size_t lists() const { return m_list_begins.size() - 1; }
  /// The texts of a list, as numbers.
  [[nodiscard]] std::span<const std::uint32_t> list(std::uint32_t number) const;

  /// The number of a song's text; 0 is the empty one.
  [[nodiscard]] std::uint32_t text_number(TextField field, SongNumber song) const;
  [[nodiscard]] std::string_view text(TextField field, SongNumber song) const {
    return text(text_number(field, song));
  }
  /// The number of a song's list; 0 is the empty one.
  [[nodiscard]] std::uint32_t list_number(ListField field, SongNumber song) const;
  [[nodiscard]] std::vector<std::string> list(ListField field, SongNumber song) const;
  /// NaN when it is not known.
  [[nodiscard]] double number(NumberField field, SongNumber song) const;
  /// The songs whose number is known, by it and then by position.
  [[nodiscard]] std::span<const SongNumber> in_order_of(NumberField field) const;

  [[nodiscard]] const columns::PostingSets& lookup(LookupField field) const {
    return m_lookups[static_cast<std::size_t>(field)];
  }
  /// The place of a folded value among the keys of a lookup.
  [[nodiscard]] std::optional<std::size_t> find(LookupField field, std::string_view folded) const;

  /// The songs whose id hashes to this; more than one by rare chance.
  [[nodiscard]] std::span<const SongNumber> with_hash(std::uint64_t hash) const;

  /// The hash of every song's id, ascending, and the songs in that order.
  [[nodiscard]] std::span<const std::uint64_t> id_hashes() const { return m_id_hashes; }
  [[nodiscard]] std::span<const SongNumber> id_songs() const { return m_id_songs; }

  /// Equal for catalogues that have the same songs in the same order.
  [[nodiscard]] std::uint64_t order_hash() const;

  /// A song as its definition stated it, with the measured duration where none was stated.
  [[nodiscard]] definition::SongEntry song(SongNumber song) const;

 private:
  [[nodiscard]] bool read_part(std::size_t part);
  [[nodiscard]] bool read_texts();
  [[nodiscard]] bool read_lists();
  [[nodiscard]] bool read_fields();
  [[nodiscard]] bool read_lookup(std::uint32_t f);

  columns::Image m_image;
  std::size_t m_size = 0;
  std::span<const char> m_texts;
  std::span<const std::uint32_t> m_text_begins;
  std::span<const std::uint32_t> m_lists;
  std::span<const std::uint32_t> m_list_begins;
  std::span<const std::uint64_t> m_id_hashes;
  std::span<const SongNumber> m_id_songs;
  std::array<std::span<const std::uint32_t>, kTextFields> m_text_fields;
  std::array<std::span<const std::uint32_t>, kListFields> m_list_fields;
  std::array<std::span<const double>, kNumberFields> m_number_fields;
  std::array<std::span<const SongNumber>, kNumberFields> m_number_orders;
  std::array<columns::PostingSets, kLookupFields> m_lookups;
};

/// The hash by which a song is found: of "DATASET/local".
[[nodiscard]] std::uint64_t id_hash(std::string_view id);

}  // namespace setlist::catalog
