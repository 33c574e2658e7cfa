#include "setlist/query/traits.hpp"

#include "setlist/base/text.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/catalog/song_lookups.hpp"
#include "setlist/query/distinct.hpp"
#include "setlist/query/fields.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

namespace setlist::query {
namespace {

using catalog::Catalog;
using catalog::ListField;
using catalog::LookupField;
using catalog::NumberField;
using catalog::SongColumns;
using catalog::SongNumber;
using catalog::TextField;

using LevelsByType = std::map<std::string, Interval>;

void check_annotation(const Term& term, const std::string& type) {
  const auto types = music::annotation_types();
  if (std::ranges::find(types, type) != types.end()) return;
  std::vector<std::string> known(types.begin(), types.end());
  if (term.field == Field::kHas) known.insert(known.end(), presences().begin(), presences().end());
  fail(term, fmt::format("'{}' is not a type of annotation{}", base::printable(type),
                         base::suggestion(type, known)));
}

/// Does one of the groups grade every wanted type as wanted? What it does not mention is 0.
bool is_graded(const std::map<std::string, definition::Levels>& ground_truth,
               const SongColumns& songs, std::uint32_t groups, const LevelsByType& wanted) {
  for (const auto group : songs.list(groups)) {
    const auto graded = ground_truth.find(std::string(songs.text(group)));
    const bool all = std::ranges::all_of(wanted, [&](const auto& want) {
      int level = 0;
      if (graded != ground_truth.end()) {
        const auto found = graded->second.find(want.first);
        if (found != graded->second.end()) level = static_cast<int>(found->second);
      }
      return want.second.contains(level);
    });
    if (all) return true;
  }
  return false;
}

/// "non_aligned" is what the paper calls misaligned notes.
std::string usual_type(const std::string& type) {
  return type == "non_aligned" ? "misaligned" : type;
}

Bitset graded(const Catalog& catalog, const LevelsByType& levels) {
  const auto& songs = catalog.columns();
  Bitset found(catalog.size());
  for (const auto& entry : catalog.datasets()) {
    if (entry.songs == 0) continue;
    OncePerNumber fits(songs.lists(), [&](std::uint32_t list) {
      return is_graded(entry.definition.ground_truth, songs, list, levels);
    });
    for (SongNumber song = entry.first_song; song < entry.first_song + entry.songs; ++song) {
      if (fits(songs.list_number(ListField::kGroups, song))) found.insert(song);
    }
  }
  return found;
}

}  // namespace

Bitset with_ensemble(const Catalog& catalog, const Term& term) {
  const bool wanted = term.value() == "true";
  const auto& songs = catalog.columns();
  OncePerNumber several(songs.lists(), [&](std::uint32_t list) {
    std::vector<std::string> names;
    for (const auto text : songs.list(list)) {
      names.push_back(
          lookup_values(LookupField::kInstrument, songs.text(text), catalog.words()).front());
    }
    return std::ranges::adjacent_find(names, std::not_equal_to<>()) != names.end();
  });
  Bitset found(songs.size());
  for (const auto& entry : catalog.datasets()) {
    const bool unless_known = entry.definition.ensemble.value_or(false);
    for (SongNumber song = entry.first_song; song < entry.first_song + entry.songs; ++song) {
      const double stated = songs.number(NumberField::kEnsemble, song);
      const auto list = songs.list_number(ListField::kInstruments, song);
      const bool is_ensemble = !std::isnan(stated) ? stated != 0
                               : list != 0         ? several(list)
                                                   : unless_known;
      if (is_ensemble == wanted) found.insert(song);
    }
  }
  return found;
}

Bitset with_installed(const Catalog& catalog, const Term& term) {
  const bool wanted = term.value() == "true";
  Bitset found(catalog.size());
  for (const auto& entry : catalog.datasets()) {
    if (entry.installed != wanted) continue;
    for (SongNumber n = 0; n < entry.songs; ++n) found.insert(entry.first_song + n);
  }
  return found;
}

Bitset with_levels(const Catalog& catalog, const Term& term) {
  LevelsByType levels;
  for (const auto& [type, level] : term.levels) {
    check_annotation(term, usual_type(type));
    check_interval(level, term);
    const bool exact = level.from == level.to;
    if (exact && level.from != 0 && level.from != 1 && level.from != 2) {
      fail(term, fmt::format("{} has the level {}, expected 0, 1 or 2", type, level.from));
    }
    if (!levels.emplace(usual_type(type), level).second) {
      fail(term, fmt::format("{} is asked for twice", usual_type(type)));
    }
  }
  return graded(catalog, levels);
}

Bitset with_presence(const Catalog& catalog, const Term& term) {
  const std::string what = usual_type(term.value());
  const auto& songs = catalog.columns();
  if (!is_presence(what)) {
    check_annotation(term, what);
    return graded(catalog, {{what, term.number}});
  }
  if (what == "audio" || what == "sources") {
    const auto list = what == "audio" ? ListField::kRecordings : ListField::kSources;
    return songs_where(songs.size(), [&](auto song) { return songs.list_number(list, song) != 0; });
  }
  const auto text = what == "text" ? TextField::kText : TextField::kFeatures;
  return songs_where(songs.size(), [&](auto song) { return songs.text_number(text, song) != 0; });
}

}  // namespace setlist::query
