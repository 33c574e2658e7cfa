#include "setlist/query/texts.hpp"

#include "setlist/base/text.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/catalog/song_lookups.hpp"
#include "setlist/query/distinct.hpp"
#include "setlist/query/fields.hpp"
#include "setlist/query/wildcard.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace setlist::query {
namespace {

using catalog::Catalog;
using catalog::LookupField;
using catalog::SongColumns;
using catalog::SongNumber;
using catalog::TextField;

struct TextSource {
  Field field;
  TextField text;
  std::optional<LookupField> words;  ///< where the words of the field are looked up
};

constexpr std::array kSources = {
    TextSource{Field::kComposer, TextField::kComposer, LookupField::kComposerWord},
    TextSource{Field::kTitle, TextField::kTitle, LookupField::kTitleWord},
    TextSource{Field::kArtist, TextField::kArtist, LookupField::kArtistWord},
    TextSource{Field::kPerformer, TextField::kPerformer, std::nullopt},
    TextSource{Field::kWork, TextField::kWork, std::nullopt},
    TextSource{Field::kAlbum, TextField::kAlbum, std::nullopt},
    TextSource{Field::kText, TextField::kText, std::nullopt}};

const TextSource& source_of(Field field) {
  return *std::ranges::find(kSources, field, &TextSource::field);
}

/// What a mistyped name can have meant: a whole name, or one word of it.
std::vector<std::string> names_and_words(const SongColumns& songs, const TextSource& source) {
  std::set<std::uint32_t> distinct;
  for (SongNumber song = 0; song < songs.size(); ++song) {
    distinct.insert(songs.text_number(source.text, song));
  }
  std::set<std::string> known;
  for (const auto number : distinct) {
    known.emplace(songs.text(number));
    if (source.words) continue;
    for (auto& word : base::folded_words(songs.text(number))) known.insert(std::move(word));
  }
  if (source.words) {
    for (const auto key : songs.lookup(*source.words).keys()) {
      if (!songs.text(key).starts_with('=')) known.emplace(songs.text(key));
    }
  }
  known.erase("");
  return {known.begin(), known.end()};
}

[[noreturn]] void no_song(const SongColumns& songs, const TextSource& source, const Term& term) {
  const auto& shown = entry_of(term.field).shown;
  const bool by_words = term.match == Match::kFits;
  const auto near = base::suggestion(
      term.value(), by_words ? names_and_words(songs, source)
                             : names_and_words(songs, {source.field, source.text, {}}));
  fail(term, fmt::format("no song has the {} '{}'{}", shown, base::printable(term.value()), near));
}

/// At least one word: none at all would select every song.
std::vector<std::string> words_of(const Term& term, std::string_view field) {
  auto words = base::folded_words(term.value());
  if (words.empty()) {
    fail(term, fmt::format("the {} '{}' holds no word", field, base::printable(term.value())));
  }
  return words;
}

std::optional<Bitset> with_word(const SongColumns& songs, LookupField field,
                                std::string_view word) {
  const auto place = songs.find(field, word);
  if (!place) return std::nullopt;
  Bitset found(songs.size());
  songs.lookup(field).insert_into(found, *place);
  return found;
}

/// By looking at each text; for the fields whose words are not looked up.
Bitset with_words_read(const SongColumns& songs, const TextSource& source, const Term& term) {
  const auto wanted = words_of(term, entry_of(term.field).shown);
  std::vector<bool> seen(wanted.size());
  auto found = songs_with_text(songs, source.text, [&](std::uint32_t number) {
    const auto words = base::folded_words(songs.text(number));
    bool all = true;
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      const bool stands = std::ranges::find(words, wanted[k]) != words.end();
      seen[k] = seen[k] || stands;
      all = all && stands;
    }
    return all;
  });
  if (std::ranges::find(seen, false) != seen.end()) no_song(songs, source, term);
  return found;
}

/// The songs of the composer whom a value means, however each writes the name.
std::optional<Bitset> of_person(const Catalog& catalog, const Term& term) {
  if (term.field != Field::kComposer) return std::nullopt;
  const auto* composer = catalog.words().composers.find(term.value());
  if (!composer) return std::nullopt;
  return with_word(catalog.columns(), LookupField::kComposerWord,
                   catalog::person_key(composer->name));
}

Bitset with_words(const Catalog& catalog, const TextSource& source, const Term& term) {
  const auto& songs = catalog.columns();
  if (!source.words) return with_words_read(songs, source, term);
  const auto person = of_person(catalog, term);
  Bitset all(songs.size(), true);
  for (const auto& word : words_of(term, entry_of(term.field).shown)) {
    const auto found = with_word(songs, *source.words, word);
    if (!found && !person) no_song(songs, source, term);
    all &= found.value_or(Bitset(songs.size()));
  }
  if (person) all |= *person;
  return all;
}

Bitset known_or_fail(Bitset found, const SongColumns& songs, const TextSource& source,
                     const Term& term) {
  if (!found.any()) no_song(songs, source, term);
  return found;
}

/// "*sonat*" where "sonat*" fits nothing: the pattern is of the whole text.
[[noreturn]] void nothing_fits(const Term& term) {
  const bool whole = !term.value().starts_with('*') || !term.value().ends_with('*');
  fail(term,
       fmt::format(
           "no {} fits the pattern '{}'{}", entry_of(term.field).shown,
           base::printable(term.value()),
           whole ? ", which is of the whole text: '*' stands for what is before or after" : ""));
}

}  // namespace

bool is_same_text(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto is_plain = [](std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  };
  if (is_plain(a) || is_plain(b)) return false;
  const auto composed = base::composed(a);
  return composed && composed == base::composed(b);
}

Bitset with_text(const Catalog& catalog, const Term& term) {
  const auto& songs = catalog.columns();
  const auto& source = source_of(term.field);
  if (term.match == Match::kFits) return with_words(catalog, source, term);
  if (term.match == Match::kEqual) {
    auto found = songs_with_text(songs, source.text, [&](std::uint32_t number) {
      return is_same_text(songs.text(number), term.value());
    });
    return known_or_fail(std::move(found), songs, source, term);
  }
  const Wildcard pattern(term.value());
  auto found = songs_with_text(songs, source.text, [&](std::uint32_t number) {
    return number != 0 && pattern.fits(base::folded(songs.text(number)));
  });
  if (!found.any()) nothing_fits(term);
  return found;
}

Bitset with_any_text(const Catalog& catalog, const Term& term) {
  const auto& songs = catalog.columns();
  Bitset all(songs.size(), true);
  for (const auto& word : words_of(term, "term")) {
    Bitset some(songs.size());
    for (const auto& source : kSources) {
      if (!source.words) continue;
      if (const auto found = with_word(songs, *source.words, word)) some |= *found;
    }
    if (!some.any()) {
      std::vector<std::string> known;
      for (const auto& source : kSources) {
        if (!source.words) continue;
        for (auto& name : names_and_words(songs, source)) known.push_back(std::move(name));
      }
      fail(term, fmt::format("no composer, title or artist has the word '{}'{}",
                             base::printable(word), base::suggestion(word, known)));
    }
    all &= some;
  }
  return all;
}

Bitset with_id(const Catalog& catalog, const Term& term) {
  if (term.match == Match::kPattern) {
    const Wildcard pattern(term.value());
    auto found = songs_where(catalog.size(), [&](SongNumber song) {
      return pattern.fits(base::folded(catalog.id_of(song)));
    });
    if (!found.any()) nothing_fits(term);
    return found;
  }
  if (const auto song = catalog.find(term.value()); song && term.match == Match::kEqual) {
    Bitset found(catalog.size());
    found.insert(*song);
    return found;
  }
  const std::string wanted = base::folded(term.value());
  auto found = songs_where(catalog.size(), [&](SongNumber song) {
    const std::string id = catalog.id_of(song);
    return term.match == Match::kEqual ? is_same_text(id, term.value())
                                       : base::folded(id) == wanted;
  });
  if (!found.any())
    fail(term, fmt::format("no song has the id '{}'", base::printable(term.value())));
  return found;
}

}  // namespace setlist::query
