#include "setlist/query/names.hpp"

#include "setlist/base/text.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/catalog/song_lookups.hpp"
#include "setlist/query/distinct.hpp"
#include "setlist/query/fields.hpp"
#include "setlist/query/texts.hpp"
#include "setlist/query/wildcard.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

namespace setlist::query {
namespace {

using catalog::Catalog;
using catalog::ListField;
using catalog::LookupField;
using catalog::SongColumns;
using catalog::SongNumber;
using catalog::TextField;

struct NameSource {
  LookupField lookup;
  ListField list;
};

NameSource source_of(Field field) {
  if (field == Field::kGroup) return {LookupField::kGroup, ListField::kGroups};
  if (field == Field::kTag) return {LookupField::kTag, ListField::kTags};
  return {LookupField::kInstrument, ListField::kInstruments};
}

[[noreturn]] void unknown(const Term& term, std::string_view name,
                          const std::vector<std::string>& known) {
  const auto shown = entry_of(term.field).shown;
  if (term.match == Match::kPattern) {
    fail(term, fmt::format("no {} fits the pattern '{}'", shown, base::printable(name)));
  }
  fail(term, fmt::format("no song has the {} '{}'{}", shown, base::printable(name),
                         base::suggestion(name, known)));
}

/// Every distinct name of a list field, as it is written.
std::vector<std::string> spellings(const SongColumns& songs, ListField field) {
  std::set<std::uint32_t> lists;
  for (SongNumber song = 0; song < songs.size(); ++song)
    lists.insert(songs.list_number(field, song));
  std::set<std::string> distinct;
  for (const auto list : lists) {
    for (const auto text : songs.list(list)) distinct.emplace(songs.text(text));
  }
  return {distinct.begin(), distinct.end()};
}

/// The songs with a name, under whatever spelling.
Bitset with_known_name(const Catalog& catalog, const Term& term, const std::string& name) {
  const auto& songs = catalog.columns();
  const auto source = source_of(term.field);
  const auto keys = catalog::lookup_values(source.lookup, name, catalog.words());
  const auto place = keys.empty() ? std::nullopt : songs.find(source.lookup, keys.front());
  if (!place) unknown(term, name, spellings(songs, source.list));
  Bitset found(songs.size());
  songs.lookup(source.lookup).insert_into(found, *place);
  return found;
}

/// A test of one name that was written in a definition.
using NameTest = std::function<bool(std::string_view)>;

NameTest test_of(const Term& term) {
  if (term.match == Match::kEqual) {
    return [&term](std::string_view name) { return is_same_text(name, term.value()); };
  }
  return [pattern = Wildcard(term.value())](std::string_view name) {
    return pattern.fits(base::folded(name));
  };
}

NameTest dataset_test(const Term& term) {
  if (term.match != Match::kFits) return test_of(term);
  return [wanted = base::folded(term.value())](std::string_view name) {
    return base::folded(name) == wanted;
  };
}

/// "CC-BY" is "CC-BY-4.0" too, but not "CC-BY-NC-4.0".
bool is_version_of(std::string_view license, std::string_view wanted) {
  if (license == wanted) return true;
  if (!license.starts_with(wanted) || license.substr(wanted.size(), 1) != "-") return false;
  const auto version = license.substr(wanted.size() + 1);
  // With a point in it: "MIT-0" is no version of "MIT".
  return version.find('.') != version.npos &&
         version.find_first_not_of("0123456789.") == version.npos;
}

}  // namespace

Bitset with_name(const Catalog& catalog, const Term& term) {
  if (term.match == Match::kFits) return with_known_name(catalog, term, term.value());
  const auto& songs = catalog.columns();
  OncePerNumber named(songs.texts(), [&, test = test_of(term)](std::uint32_t text) {
    return test(songs.text(text));
  });
  const auto source = source_of(term.field);
  auto found = songs_with_list(songs, source.list, [&](std::uint32_t list) {
    return std::ranges::any_of(songs.list(list), std::ref(named));
  });
  if (!found.any()) unknown(term, term.value(), spellings(songs, source.list));
  return found;
}

Bitset with_exact_instruments(const Catalog& catalog, const Term& term) {
  const auto usual = [&](std::string_view name) {
    return catalog::lookup_values(LookupField::kInstrument, name, catalog.words()).front();
  };
  const auto& songs = catalog.columns();
  Bitset with_all(songs.size(), true);
  std::vector<std::string> wanted;
  for (const auto& name : term.values) {
    with_all &= with_known_name(catalog, term, name);
    wanted.push_back(usual(name));
  }
  std::ranges::sort(wanted);
  OncePerNumber exact(songs.lists(), [&](std::uint32_t list) {
    std::vector<std::string> names;
    for (const auto text : songs.list(list)) names.push_back(usual(songs.text(text)));
    std::ranges::sort(names);
    return names == wanted;
  });
  Bitset found(songs.size());
  with_all.for_each([&](std::size_t song) {
    const auto list = songs.list_number(ListField::kInstruments, static_cast<SongNumber>(song));
    if (exact(list)) found.insert(song);
  });
  return found;
}

bool is_named(const std::string& dataset, const Term& term) { return dataset_test(term)(dataset); }

Bitset with_dataset(const Catalog& catalog, const Term& term) {
  Bitset songs(catalog.size());
  const NameTest is_asked = dataset_test(term);
  bool known = false;  // a dataset may be known and have no songs
  for (const auto& entry : catalog.datasets()) {
    if (!is_asked(entry.definition.name)) continue;
    known = true;
    for (SongNumber n = 0; n < entry.songs; ++n) songs.insert(entry.first_song + n);
  }
  if (known) return songs;
  if (term.match == Match::kPattern) unknown(term, term.value(), {});
  std::vector<std::string> all;
  for (const auto& entry : catalog.datasets()) all.push_back(entry.definition.name);
  fail(term, fmt::format("no dataset is named '{}'{}", base::printable(term.value()),
                         base::suggestion(term.value(), all)));
}

Bitset with_license(const Catalog& catalog, const Term& term) {
  const auto& songs = catalog.columns();
  const std::string wanted = base::folded(term.value());
  NameTest fits = [&](std::string_view license) {
    return is_version_of(base::folded(license), wanted);
  };
  if (term.match != Match::kFits) fits = test_of(term);
  OncePerNumber own(songs.texts(), [&](std::uint32_t text) { return fits(songs.text(text)); });
  std::set<std::string> known;
  Bitset found(songs.size());
  for (const auto& entry : catalog.datasets()) {
    const auto& license = entry.definition.license.id;
    const bool datasets = !license.empty() && fits(license);
    known.insert(license);
    for (SongNumber n = entry.first_song; n < entry.first_song + entry.songs; ++n) {
      const auto text = songs.text_number(TextField::kLicense, n);
      if (text != 0 ? own(text) : datasets) found.insert(n);
    }
  }
  if (found.any()) return found;
  for (SongNumber n = 0; n < songs.size(); ++n) known.emplace(songs.text(TextField::kLicense, n));
  known.erase("");
  unknown(term, term.value(), {known.begin(), known.end()});
}

}  // namespace setlist::query
