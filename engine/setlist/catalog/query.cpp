#include "setlist/catalog/query.hpp"

#include "setlist/base/text.hpp"
#include "setlist/catalog/query_names.hpp"
#include "setlist/catalog/query_traits.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

using Field = Term::Field;

Bitset matching(const Catalog& catalog, const Term& term) {
  switch (term.field) {
    case Field::kAnyText:
      return with_any_text(catalog, term.value);
    case Field::kDataset:
      return with_any_dataset(catalog, term.values);
    case Field::kInstrument:
      return with_name(catalog, kInstrument, term.value);
    case Field::kExactInstruments:
      return with_exact_instruments(catalog, term.values);
    case Field::kComposer:
      return with_words(catalog, kComposer, term.value);
    case Field::kTitle:
      return with_words(catalog, kTitle, term.value);
    case Field::kArtist:
      return with_words(catalog, kArtist, term.value);
    case Field::kGroup:
      return with_name(catalog, kGroup, term.value);
    case Field::kTag:
      return with_name(catalog, kTag, term.value);
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

std::vector<std::string> not_searched(const Catalog& catalog, const Query& query) {
  const auto left_out = [&](const std::string& name) {
    return std::ranges::any_of(query.terms, [&](const Term& term) {
      const bool named = std::ranges::any_of(term.values, [&](const auto& value) {
        return base::folded(value) == base::folded(name);
      });
      return term.field == Field::kDataset && named == term.denied;
    });
  };
  std::vector<std::string> sentences;
  for (const auto& entry : catalog.datasets()) {
    const std::string& name = entry.definition.name;
    if (entry.expanded || left_out(name)) continue;
    const auto count = entry.definition.index->count;
    sentences.push_back(
        fmt::format("{} is not searched: {} stand in a table that is not here; "
                    "'setlist install {}' brings it",
                    name, count ? fmt::format("its {} songs", *count) : "its songs", name));
  }
  return sentences;
}

}  // namespace setlist::catalog
