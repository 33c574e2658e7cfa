#include "setlist/selection/statistics.hpp"

#include "setlist/catalog/song_columns.hpp"
#include "setlist/music/annotation.hpp"
#include "setlist/query/matching.hpp"
#include "setlist/selection/facet.hpp"

#include <algorithm>
#include <cmath>

namespace setlist::selection {
namespace {

using catalog::NumberField;

struct Sum {
  long double known = 0;  // so that the sum of many tenths is shown as people expect it
  std::size_t unknown = 0;
};

Sum sum_of(const Selection& songs, NumberField field) {
  Sum sum;
  for (const SongNumber song : songs.numbers()) {
    const double number = songs.catalog()->columns().number(field, song);
    if (std::isnan(number)) {
      ++sum.unknown;
    } else {
      sum.known += number;
    }
  }
  return sum;
}

std::size_t count(const Selection& songs, query::Term term) {
  Bitset found = query::matching(*songs.catalog(), query::Query::of(std::move(term)));
  found &= songs.bits();
  return found.count();
}

std::vector<Coverage> coverage_of(const Selection& songs) {
  std::vector<Coverage> all;
  for (const auto& type : music::annotation_types()) {
    const auto with = [&](const query::Interval& level) {
      return count(songs, {.field = query::Field::kHas, .values = {type}, .number = level});
    };
    const std::size_t manual = with({1, 1});
    const std::size_t any = with(query::kAnnotated);
    if (any != 0) all.push_back({type, manual, any - manual});
  }
  return all;
}

}  // namespace

std::vector<ValueCount> counted(const Selection& songs, std::string_view field) {
  const Facet values = facet(songs, field);
  std::vector<ValueCount> counts;
  for (const auto& value : values.values) counts.push_back({value, 0});
  for (const auto number : values.numbers) ++counts[number].songs;
  std::erase_if(counts, [](const ValueCount& value) { return value.songs == 0; });
  std::ranges::stable_sort(counts, std::ranges::greater(), &ValueCount::songs);
  return counts;
}

Statistics statistics(const Selection& songs) {
  Statistics all;
  all.songs = songs.size();
  const Sum seconds = sum_of(songs, NumberField::kDuration);
  const Sum notes = sum_of(songs, NumberField::kNotes);
  all.seconds = static_cast<double>(seconds.known);
  all.without_duration = seconds.unknown;
  all.notes = static_cast<double>(notes.known);
  all.without_notes = notes.unknown;
  const auto with = [&](const char* what) {
    return count(songs,
                 {.field = query::Field::kHas, .values = {what}, .number = query::kAnnotated});
  };
  all.with_audio = with("audio");
  all.with_sources = with("sources");
  all.installed = count(songs, {.field = query::Field::kInstalled, .values = {"true"}});
  all.datasets = counted(songs, "dataset");
  all.composers = counted(songs, "composer");
  all.instruments = counted(songs, "instrument");
  all.groups = counted(songs, "group");
  all.tags = counted(songs, "tag");
  all.annotations = coverage_of(songs);
  return all;
}

}  // namespace setlist::selection
