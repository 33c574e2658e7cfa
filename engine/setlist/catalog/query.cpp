#include "setlist/catalog/query.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

using Field = Term::Field;

constexpr std::array<std::string_view, 3> kPresences = {"audio", "sources", "text"};

[[noreturn]] void unknown(std::string_view what, std::string_view value,
                          const std::vector<std::string>& known) {
  throw base::UsageError(fmt::format("filtering songs: no song has the {} '{}'{}", what,
                                     base::printable(value), base::suggestion(value, known)));
}

/// The songs with a value in a field; a value that no song of the catalogue has is an error.
Bitset with_value(const Catalog& catalog, std::string_view field, std::string_view value) {
  const auto& postings = catalog.postings(field);
  const auto found = postings.find(base::folded(value));
  if (found == postings.end()) unknown(field, value, catalog.values(field));
  return found->second;
}

/// What a mistyped name can have meant: a whole name, or one word of it.
std::vector<std::string> names_and_words(const Catalog& catalog, const std::string& field) {
  auto known = catalog.values(field);
  for (const auto& [word, songs] : catalog.postings(field + " word")) known.push_back(word);
  return known;
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

/// The songs in whose field every word of the value stands.
Bitset with_words(const Catalog& catalog, const std::string& field, std::string_view value) {
  const auto& postings = catalog.postings(field + " word");
  Bitset songs(catalog.size(), true);
  for (const auto& word : words_of(field, value)) {
    const auto found = postings.find(word);
    if (found == postings.end()) unknown(field, value, names_and_words(catalog, field));
    songs &= found->second;
  }
  return songs;
}

Bitset with_any_text(const Catalog& catalog, std::string_view value) {
  Bitset songs(catalog.size(), true);
  for (const auto& word : words_of("term", value)) {
    Bitset some(catalog.size());
    for (const auto* field : {"composer word", "title word", "artist word"}) {
      const auto& postings = catalog.postings(field);
      if (const auto found = postings.find(word); found != postings.end()) some |= found->second;
    }
    songs &= some;
  }
  return songs;
}

template <typename Test>
Bitset where(const Catalog& catalog, Test test) {
  Bitset songs(catalog.size());
  for (SongNumber number = 0; number < catalog.size(); ++number) {
    if (test(number)) songs.insert(number);
  }
  return songs;
}

std::vector<std::string> sorted_folded(const std::vector<std::string>& names) {
  std::vector<std::string> folded;
  for (const auto& name : names) folded.push_back(base::folded(name));
  std::sort(folded.begin(), folded.end());
  return folded;
}

Bitset with_exact_instruments(const Catalog& catalog, const std::vector<std::string>& names) {
  for (const auto& name : names) (void)with_value(catalog, "instrument", name);
  const auto wanted = sorted_folded(names);
  return where(catalog, [&](SongNumber number) {
    return sorted_folded(catalog.song(number).instruments) == wanted;
  });
}

bool is_ensemble(const Catalog& catalog, SongNumber number) {
  const SongEntry& song = catalog.song(number);
  if (song.ensemble) return *song.ensemble;
  const auto names = sorted_folded(song.instruments);
  if (!names.empty()) return names.front() != names.back();
  return catalog.dataset_of(number).definition.ensemble.value_or(false);
}

Bitset with_ensemble(const Catalog& catalog, const std::string& value) {
  if (value != "true" && value != "false") {
    throw base::UsageError(fmt::format("filtering songs: ensemble:'{}', expected true or false",
                                       base::printable(value)));
  }
  return where(catalog, [&](SongNumber n) { return is_ensemble(catalog, n) == (value == "true"); });
}

void check_annotation(std::string_view type) {
  const auto types = music::annotation_types();
  if (std::find(types.begin(), types.end(), type) != types.end()) return;
  std::vector<std::string> known(types.begin(), types.end());
  known.insert(known.end(), kPresences.begin(), kPresences.end());
  throw base::UsageError(fmt::format("filtering songs: '{}' is not a type of annotation{}",
                                     base::printable(type), base::suggestion(type, known)));
}

Bitset with_levels(const Catalog& catalog, const std::map<std::string, int>& levels) {
  for (const auto& [type, level] : levels) {
    check_annotation(type);
    if (level < -1 || level > 2) {
      throw base::UsageError(
          fmt::format("filtering songs: {} has the level {}, expected 0, 1 or 2", type, level));
    }
  }
  return where(catalog, [&](SongNumber number) { return catalog.has_level(number, levels); });
}

Bitset with_presence(const Catalog& catalog, const std::string& what) {
  if (std::find(kPresences.begin(), kPresences.end(), what) == kPresences.end()) {
    return with_levels(catalog, {{what == "non_aligned" ? "misaligned" : what, -1}});
  }
  return where(catalog, [&](SongNumber number) {
    const SongEntry& song = catalog.song(number);
    if (what == "audio") return !song.recordings.empty();
    if (what == "sources") return !song.sources.empty();
    return !song.text.empty();
  });
}

Bitset with_any_dataset(const Catalog& catalog, const std::vector<std::string>& names) {
  Bitset songs(catalog.size());
  const auto known = catalog.values("dataset");
  for (const auto& name : names) {
    const auto& postings = catalog.postings("dataset");
    if (const auto found = postings.find(base::folded(name)); found != postings.end()) {
      songs |= found->second;
    } else if (std::none_of(known.begin(), known.end(), [&](const auto& other) {
                 return base::folded(other) == base::folded(name);
               })) {  // a dataset may be known and have no songs
      throw base::UsageError(fmt::format("filtering songs: no dataset is named '{}'{}",
                                         base::printable(name), base::suggestion(name, known)));
    }
  }
  return songs;
}

Bitset matching(const Catalog& catalog, const Term& term) {
  switch (term.field) {
    case Field::kAnyText:
      return with_any_text(catalog, term.value);
    case Field::kDataset:
      return with_any_dataset(catalog, term.values);
    case Field::kInstrument:
      return with_value(catalog, "instrument", term.value);
    case Field::kExactInstruments:
      return with_exact_instruments(catalog, term.values);
    case Field::kComposer:
      return with_words(catalog, "composer", term.value);
    case Field::kTitle:
      return with_words(catalog, "title", term.value);
    case Field::kArtist:
      return with_words(catalog, "artist", term.value);
    case Field::kGroup:
      return with_value(catalog, "group", term.value);
    case Field::kTag:
      return with_value(catalog, "tag", term.value);
    case Field::kEnsemble:
      return with_ensemble(catalog, term.value);
    case Field::kLevels:
      return with_levels(catalog, term.levels);
    case Field::kHas:
      break;
  }
  return with_presence(catalog, term.value);
}

}  // namespace

Query to_query(const Filter& filter) {
  Query query;
  const auto add = [&](Field field, const std::string& value) {
    if (!value.empty()) query.terms.push_back({.field = field, .value = value});
  };
  if (!filter.datasets.empty()) {
    query.terms.push_back({.field = Field::kDataset, .values = filter.datasets});
  }
  if (!filter.instruments.empty()) {
    query.terms.push_back({.field = Field::kExactInstruments, .values = filter.instruments});
  }
  add(Field::kComposer, filter.composer);
  add(Field::kTitle, filter.title);
  add(Field::kArtist, filter.artist);
  for (const auto& group : filter.groups) add(Field::kGroup, group);
  for (const auto& tag : filter.tags) add(Field::kTag, tag);
  if (filter.ensemble) add(Field::kEnsemble, *filter.ensemble ? "true" : "false");
  if (!filter.ground_truth.empty()) {
    query.terms.push_back({.field = Field::kLevels, .levels = filter.ground_truth});
  }
  return query;
}

Bitset matching(const Catalog& catalog, const Query& query) {
  Bitset songs(catalog.size(), true);
  for (const Term& term : query.terms) {
    const Bitset found = matching(catalog, term);
    if (term.denied) {
      songs -= found;
    } else {
      songs &= found;
    }
  }
  return songs;
}

}  // namespace setlist::catalog
