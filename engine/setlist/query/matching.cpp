#include "setlist/query/matching.hpp"

#include "setlist/base/text.hpp"
#include "setlist/query/fields.hpp"
#include "setlist/query/names.hpp"
#include "setlist/query/numbers.hpp"
#include "setlist/query/texts.hpp"
#include "setlist/query/traits.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace setlist::query {
namespace {

using catalog::Catalog;

constexpr std::array kNumbers = {Field::kYear, Field::kDuration, Field::kNotes,
                                 Field::kInstrumentCount};

Bitset of_term(const Catalog& catalog, const Term& term) {
  switch (term.field) {
    case Field::kAnyText:
      return with_any_text(catalog, term);
    case Field::kId:
      return with_id(catalog, term);
    case Field::kDataset:
      return with_dataset(catalog, term);
    case Field::kComposer:
    case Field::kTitle:
    case Field::kArtist:
    case Field::kPerformer:
    case Field::kWork:
    case Field::kAlbum:
    case Field::kText:
      return with_text(catalog, term);
    case Field::kInstrument:
    case Field::kGroup:
    case Field::kTag:
      return with_name(catalog, term);
    case Field::kInstruments:
      return with_exact_instruments(catalog, term);
    case Field::kInstrumentCount:
    case Field::kYear:
    case Field::kDuration:
    case Field::kNotes:
      return with_number(catalog, term);
    case Field::kEnsemble:
      return with_ensemble(catalog, term);
    case Field::kHas:
      return with_presence(catalog, term);
    case Field::kLevels:
      return with_levels(catalog, term);
    case Field::kLicense:
      return with_license(catalog, term);
    case Field::kInstalled:
      break;
  }
  return with_installed(catalog, term);
}

/// Calls `visit(term, denied)` for every term of a tree.
template <typename Visit>
void for_each_term(const Query& query, bool denied, Visit visit) {
  if (query.kind == Query::Kind::kTerm) visit(query.term, denied);
  const bool not_here = query.kind == Query::Kind::kNot;
  for (const auto& part : query.parts) for_each_term(part, denied != not_here, visit);
}

/// The songs that a query chooses when numbers of these fields that are not known are taken to fit
/// every term.
Bitset matching_if_known(const Catalog& catalog, const Query& query,
                         const std::vector<Field>& fields) {
  switch (query.kind) {
    case Query::Kind::kTerm: {
      Bitset found = of_term(catalog, query.term);
      if (std::ranges::find(fields, query.term.field) != fields.end()) {
        found |= with_known_number(catalog, query.term.field).complement();
      }
      return found;
    }
    case Query::Kind::kNot:
      return matching_if_known(catalog, query.parts.front(), fields).complement();
    case Query::Kind::kAny: {
      Bitset some(catalog.size());
      for (const auto& part : query.parts) some |= matching_if_known(catalog, part, fields);
      return some;
    }
    case Query::Kind::kAll:
      break;
  }
  if (query.parts.empty()) return Bitset(catalog.size(), true);
  Bitset all = matching_if_known(catalog, query.parts.front(), fields);
  for (std::size_t k = 1; k < query.parts.size(); ++k) {
    all &= matching_if_known(catalog, query.parts[k], fields);
  }
  return all;
}

/// Whether the query chooses the songs of a dataset, whatever they are; nothing when that depends
/// on the song.
std::optional<bool> chooses(const Query& query, const catalog::DatasetEntry& dataset) {
  if (query.kind == Query::Kind::kTerm) {
    const Term& term = query.term;
    if (term.field == Field::kDataset) return is_named(dataset.definition.name, term);
    if (term.field == Field::kInstalled) return dataset.installed == (term.value() == "true");
    return std::nullopt;
  }
  if (query.kind == Query::Kind::kNot) {
    const auto denied = chooses(query.parts.front(), dataset);
    return denied ? std::optional(!*denied) : std::nullopt;
  }
  // One part that holds decides an OR, one that does not an AND.
  const bool deciding = query.kind == Query::Kind::kAny;
  bool all_known = true;
  for (const auto& part : query.parts) {
    const auto chosen = chooses(part, dataset);
    if (chosen == deciding) return deciding;
    all_known = all_known && chosen.has_value();
  }
  return all_known ? std::optional(!deciding) : std::nullopt;
}

void add_kept(std::vector<Kept>& parts, const Catalog& catalog, const Bitset& among,
              const Query& query, std::size_t depth) {
  Bitset kept = matching(catalog, query);
  kept &= among;
  parts.push_back({to_text(query), depth, kept.count(), 0});
  for (const auto& part : query.parts) add_kept(parts, catalog, among, part, depth + 1);
}

std::vector<Field> numbers_asked(const Query& query) {
  std::vector<Field> fields;
  for (const Field field : kNumbers) {
    bool asked = false;
    for_each_term(query, false, [&](const Term& term, bool) { asked |= term.field == field; });
    if (asked) fields.push_back(field);
  }
  return fields;
}

std::string left_out(std::size_t count, const std::string& what) {
  if (count == 1) return fmt::format("1 song is left out: its {} not known", what);
  return fmt::format("{} songs are left out: their {} not known", count, what);
}

void add_left_out(Remarks& remarks, const Catalog& catalog, const Bitset& among,
                  const Query& query) {
  const auto fields = numbers_asked(query);
  if (fields.empty()) return;
  Bitset told = matching(catalog, query);
  const auto more_if_known = [&](const std::vector<Field>& known) {
    Bitset songs = matching_if_known(catalog, query, known);
    songs &= among;
    return songs;
  };
  const Bitset chosen = told;
  for (const Field field : fields) {
    Bitset songs = more_if_known({field});
    songs -= chosen;
    told |= songs;
    if (!songs.any()) continue;
    remarks.left_out.push_back(
        left_out(songs.count(), fmt::format("{} is", entry_of(field).shown)));
  }
  Bitset rest = more_if_known(fields);
  rest -= told;
  if (!rest.any()) return;
  std::vector<std::string> names;
  for (const Field field : fields) names.emplace_back(entry_of(field).shown);
  remarks.left_out.push_back(left_out(rest.count(), base::joined(names, " and ") + " are"));
}

}  // namespace

Bitset matching(const Catalog& catalog, const Query& query) {
  return matching_if_known(catalog, query, {});
}

Remarks remarks_on(const Catalog& catalog, const Bitset& among, const Query& query) {
  Remarks remarks;
  for (const auto& entry : catalog.datasets()) {
    if (entry.expanded || chooses(query, entry) == false) continue;
    const auto count = entry.definition.index->count;
    remarks.not_searched.push_back(fmt::format(
        "{0} is not searched: {1} stand in a table that is not here; "
        "'setlist install {0}' brings it",
        entry.definition.name, count ? fmt::format("its {} songs", *count) : "its songs"));
  }
  add_left_out(remarks, catalog, among, query);
  return remarks;
}

std::vector<std::string> datasets_named(const Catalog& catalog, const Query& query) {
  std::vector<std::string> names;
  for_each_term(query, false, [&](const Term& term, bool denied) {
    if (term.field != Field::kDataset || denied || term.match == Match::kPattern) return;
    for (const auto& entry : catalog.datasets()) {
      if (is_named(entry.definition.name, term)) names.push_back(entry.definition.name);
    }
  });
  return names;
}

std::vector<Kept> explained(const Catalog& catalog, const Bitset& among, const Query& query) {
  std::vector<Kept> parts;
  Bitset left = among;
  const std::vector<Query> whole{query};
  for (const auto& part : query.kind == Query::Kind::kAll ? query.parts : whole) {
    const std::size_t place = parts.size();
    add_kept(parts, catalog, among, part, 0);
    left &= matching(catalog, part);
    parts[place].together = left.count();
  }
  return parts;
}

}  // namespace setlist::query
