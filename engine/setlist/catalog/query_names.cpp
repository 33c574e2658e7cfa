#include "setlist/catalog/query_names.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/catalog/song_lookups.hpp"

#include <optional>
#include <set>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

[[noreturn]] void unknown(std::string_view what, std::string_view value,
                          const std::vector<std::string>& known) {
  throw base::UsageError(fmt::format("filtering songs: no song has the {} '{}'{}", what,
                                     base::printable(value), base::suggestion(value, known)));
}

/// The songs with a value in a field, whatever its spelling; nothing when no song has it.
std::optional<Bitset> with_key(const Catalog& catalog, LookupField field, std::string_view key) {
  const auto& songs = catalog.columns();
  const auto place = songs.find(field, key);
  if (!place) return std::nullopt;
  Bitset found(catalog.size());
  songs.lookup(field).insert_into(found, *place);
  return found;
}

/// Every distinct text of a list field, as it is written.
std::vector<std::string> spellings(const Catalog& catalog, ListField field) {
  std::set<std::string> distinct;
  const auto& songs = catalog.columns();
  for (SongNumber song = 0; song < catalog.size(); ++song) {
    for (const auto text : songs.list(songs.list_number(field, song))) {
      distinct.emplace(songs.text(text));
    }
  }
  return {distinct.begin(), distinct.end()};
}

/// What a mistyped name can have meant: a whole name, or one word of it.
std::vector<std::string> names_and_words(const Catalog& catalog, const WordField& field) {
  std::set<std::string> known;
  const auto& songs = catalog.columns();
  for (SongNumber song = 0; song < catalog.size(); ++song) {
    known.emplace(songs.text(field.text, song));
  }
  for (const auto key : songs.lookup(field.lookup).keys()) known.emplace(songs.text(key));
  known.erase("");
  return {known.begin(), known.end()};
}

/// At least one word: none at all would select every song.
std::vector<std::string> words_of(std::string_view field, std::string_view value) {
  auto words = base::folded_words(value);
  if (words.empty()) {
    throw base::UsageError(
        fmt::format("filtering songs: the {} '{}' holds no word", field, base::printable(value)));
  }
  return words;
}

}  // namespace

Bitset with_name(const Catalog& catalog, const NameField& field, std::string_view name) {
  const auto values = lookup_values(field.lookup, name, catalog.words());
  auto found = values.empty() ? std::nullopt : with_key(catalog, field.lookup, values.front());
  if (!found) unknown(field.shown, name, spellings(catalog, field.list));
  return *std::move(found);
}

Bitset with_words(const Catalog& catalog, const WordField& field, std::string_view value) {
  Bitset songs(catalog.size(), true);
  for (const auto& word : words_of(field.shown, value)) {
    const auto found = with_key(catalog, field.lookup, word);
    if (!found) unknown(field.shown, value, names_and_words(catalog, field));
    songs &= *found;
  }
  return songs;
}

Bitset with_any_text(const Catalog& catalog, std::string_view value) {
  Bitset songs(catalog.size(), true);
  for (const auto& word : words_of("term", value)) {
    Bitset some(catalog.size());
    for (const auto& field : {kComposer, kTitle, kArtist}) {
      if (const auto found = with_key(catalog, field.lookup, word)) some |= *found;
    }
    songs &= some;
  }
  return songs;
}

Bitset with_any_dataset(const Catalog& catalog, const std::vector<std::string>& names) {
  Bitset songs(catalog.size());
  for (const auto& name : names) {
    bool known = false;
    for (const auto& entry : catalog.datasets()) {
      if (base::folded(entry.definition.name) != base::folded(name)) continue;
      known = true;  // a dataset may be known and have no songs
      for (SongNumber n = 0; n < entry.songs; ++n) songs.insert(entry.first_song + n);
    }
    if (known) continue;
    std::vector<std::string> all;
    for (const auto& entry : catalog.datasets()) all.push_back(entry.definition.name);
    throw base::UsageError(fmt::format("filtering songs: no dataset is named '{}'{}",
                                       base::printable(name), base::suggestion(name, all)));
  }
  return songs;
}

}  // namespace setlist::catalog
