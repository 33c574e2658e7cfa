#include "setlist/catalog/query_traits.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/query_names.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/catalog/song_lookups.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

constexpr std::array<std::string_view, 3> kPresences = {"audio", "sources", "text"};

template <typename Test>
Bitset where(const Catalog& catalog, Test test) {
  Bitset songs(catalog.size());
  for (SongNumber number = 0; number < catalog.size(); ++number) {
    if (test(number)) songs.insert(number);
  }
  return songs;
}

/// A test of songs that depends on one list alone, so made once for each distinct list.
template <typename Test>
class OfList {
 public:
  OfList(const SongColumns& songs, ListField field, Test test)
      : m_songs(songs), m_field(field), m_test(std::move(test)), m_known(songs.lists()) {}

  bool operator()(SongNumber song) {
    const std::uint32_t list = m_songs.list_number(m_field, song);
    if (m_known[list] == 0) m_known[list] = m_test(list) ? 2 : 1;
    return m_known[list] == 2;
  }

 private:
  const SongColumns& m_songs;
  ListField m_field;
  Test m_test;
  std::vector<char> m_known;  ///< 0: not asked so far, 1: no, 2: yes
};

/// The instruments of a list by their usual names, sorted.
std::vector<std::string> instruments_of(const Catalog& catalog, std::uint32_t list) {
  const auto& songs = catalog.columns();
  std::vector<std::string> names;
  for (const auto text : songs.list(list)) {
    for (auto& name : lookup_values(LookupField::kInstrument, songs.text(text), catalog.words())) {
      names.push_back(std::move(name));
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

Bitset with_ensemble(const Catalog& catalog, bool wanted) {
  const auto& songs = catalog.columns();
  OfList several(songs, ListField::kInstruments, [&](std::uint32_t list) {
    const auto names = instruments_of(catalog, list);
    return names.front() != names.back();
  });
  return where(catalog, [&](SongNumber song) {
    const double stated = songs.number(NumberField::kEnsemble, song);
    if (!std::isnan(stated)) return (stated != 0) == wanted;
    if (songs.list_number(ListField::kInstruments, song) != 0) return several(song) == wanted;
    return catalog.dataset_of(song).definition.ensemble.value_or(false) == wanted;
  });
}

void check_annotation(std::string_view type) {
  const auto types = music::annotation_types();
  if (std::find(types.begin(), types.end(), type) != types.end()) return;
  std::vector<std::string> known(types.begin(), types.end());
  known.insert(known.end(), kPresences.begin(), kPresences.end());
  throw base::UsageError(fmt::format("filtering songs: '{}' is not a type of annotation{}",
                                     base::printable(type), base::suggestion(type, known)));
}

/// Does one of the groups grade every wanted type as wanted? What it does not mention is 0.
bool graded_at(const std::map<std::string, definition::Levels>& ground_truth,
               const SongColumns& songs, std::uint32_t groups,
               const std::map<std::string, int>& wanted) {
  for (const auto group : songs.list(groups)) {
    const auto graded = ground_truth.find(std::string(songs.text(group)));
    const bool all = std::ranges::all_of(wanted, [&](const auto& want) {
      int level = 0;
      if (graded != ground_truth.end()) {
        const auto found = graded->second.find(want.first);
        if (found != graded->second.end()) level = static_cast<int>(found->second);
      }
      return want.second < 0 ? level >= 1 : level == want.second;
    });
    if (all) return true;
  }
  return false;
}

}  // namespace

Bitset with_exact_instruments(const Catalog& catalog, const std::vector<std::string>& names) {
  std::vector<std::string> wanted;
  for (const auto& name : names) {
    (void)with_name(catalog, kInstrument, name);
    wanted.push_back(lookup_values(LookupField::kInstrument, name, catalog.words()).front());
  }
  std::sort(wanted.begin(), wanted.end());
  const auto& songs = catalog.columns();
  return where(catalog, OfList(songs, ListField::kInstruments, [&](std::uint32_t list) {
                 return instruments_of(catalog, list) == wanted;
               }));
}

Bitset with_ensemble(const Catalog& catalog, const std::string& value) {
  if (value != "true" && value != "false") {
    throw base::UsageError(fmt::format("filtering songs: ensemble:'{}', expected true or false",
                                       base::printable(value)));
  }
  return with_ensemble(catalog, value == "true");
}

Bitset with_levels(const Catalog& catalog, const std::map<std::string, int>& levels) {
  for (const auto& [type, level] : levels) {
    check_annotation(type);
    if (level < -1 || level > 2) {
      throw base::UsageError(
          fmt::format("filtering songs: {} has the level {}, expected 0, 1 or 2", type, level));
    }
  }
  const auto& songs = catalog.columns();
  Bitset found(catalog.size());
  for (const auto& entry : catalog.datasets()) {
    if (entry.songs == 0) continue;
    OfList graded(songs, ListField::kGroups, [&](std::uint32_t list) {
      return graded_at(entry.definition.ground_truth, songs, list, levels);
    });
    for (SongNumber song = entry.first_song; song < entry.first_song + entry.songs; ++song) {
      if (graded(song)) found.insert(song);
    }
  }
  return found;
}

Bitset with_presence(const Catalog& catalog, const std::string& what) {
  if (std::find(kPresences.begin(), kPresences.end(), what) == kPresences.end()) {
    return with_levels(catalog, {{what == "non_aligned" ? "misaligned" : what, -1}});
  }
  const auto& songs = catalog.columns();
  return where(catalog, [&](SongNumber song) {
    if (what == "audio") return songs.list_number(ListField::kRecordings, song) != 0;
    if (what == "sources") return songs.list_number(ListField::kSources, song) != 0;
    return songs.text_number(TextField::kText, song) != 0;
  });
}

}  // namespace setlist::catalog
