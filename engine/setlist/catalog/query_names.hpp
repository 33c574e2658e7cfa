#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/columns/bitset.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace setlist::catalog {

using columns::Bitset;

/// A field whose songs carry lists of names.
struct NameField {
  std::string_view shown;
  LookupField lookup;
  ListField list;
};
inline constexpr NameField kInstrument = {"instrument", LookupField::kInstrument,
                                          ListField::kInstruments};
inline constexpr NameField kGroup = {"group", LookupField::kGroup, ListField::kGroups};
inline constexpr NameField kTag = {"tag", LookupField::kTag, ListField::kTags};

/// A field whose songs carry a text that is searched by its words.
struct WordField {
  std::string_view shown;
  LookupField lookup;
  TextField text;
};
inline constexpr WordField kComposer = {"composer", LookupField::kComposerWord,
                                        TextField::kComposer};
inline constexpr WordField kTitle = {"title", LookupField::kTitleWord, TextField::kTitle};
inline constexpr WordField kArtist = {"artist", LookupField::kArtistWord, TextField::kArtist};

/// The songs that carry a name, whatever its spelling. A name that no song of the catalogue has is
/// an error, as for all that follow.
[[nodiscard]] Bitset with_name(const Catalog& catalog, const NameField& field,
                               std::string_view name);
/// The songs in whose field every word of the value stands.
[[nodiscard]] Bitset with_words(const Catalog& catalog, const WordField& field,
                                std::string_view value);
/// The songs in whose composer, title and artist together every word stands.
[[nodiscard]] Bitset with_any_text(const Catalog& catalog, std::string_view value);
[[nodiscard]] Bitset with_any_dataset(const Catalog& catalog,
                                      const std::vector<std::string>& names);

}  // namespace setlist::catalog
