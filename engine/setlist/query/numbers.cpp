#include "setlist/query/numbers.hpp"

#include "setlist/catalog/song_columns.hpp"
#include "setlist/query/distinct.hpp"

#include <algorithm>

namespace setlist::query {
namespace {

using catalog::Catalog;
using catalog::ListField;
using catalog::NumberField;
using catalog::SongNumber;

NumberField column_of(Field field) {
  if (field == Field::kYear) return NumberField::kYear;
  return field == Field::kNotes ? NumberField::kNotes : NumberField::kDuration;
}

Bitset with_instrument_count(const Catalog& catalog, const Interval& interval) {
  const auto& songs = catalog.columns();
  return songs_with_list(songs, ListField::kInstruments, [&](std::uint32_t list) {
    const auto count = songs.list(list).size();
    return count != 0 && interval.contains(static_cast<double>(count));
  });
}

}  // namespace

Bitset with_number(const Catalog& catalog, const Term& term) {
  if (term.field == Field::kInstrumentCount) return with_instrument_count(catalog, term.number);
  const auto& songs = catalog.columns();
  const auto column = column_of(term.field);
  const auto ordered = songs.in_order_of(column);
  const auto number = [&](SongNumber song) { return songs.number(column, song); };
  const auto begin = std::ranges::partition_point(ordered, [&](SongNumber song) {
    return number(song) < term.number.from ||
           (term.number.from_open && number(song) == term.number.from);
  });
  const auto end = std::partition_point(
      begin, ordered.end(), [&](SongNumber song) { return term.number.contains(number(song)); });
  Bitset found(songs.size());
  for (auto at = begin; at != end; ++at) found.insert(*at);
  return found;
}

Bitset with_known_number(const Catalog& catalog, Field field) {
  return with_number(catalog, {.field = field});
}

}  // namespace setlist::query
