#include "setlist/selection/ordering.hpp"

#include "setlist/base/error.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/selection/facet.hpp"
#include "setlist/selection/id_dice.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace setlist::selection {

Selection sorted(const Selection& songs, const std::vector<std::string>& by, bool descending) {
  std::vector<std::size_t> positions(songs.size());
  std::iota(positions.begin(), positions.end(), std::size_t{0});
  for (std::size_t k = by.size(); k-- > 0;) {
    const Facet values = facet(songs, by[k]);
    std::ranges::stable_sort(positions, [&](std::size_t a, std::size_t b) {
      const auto first = values.of(a);
      const auto second = values.of(b);
      if (first.empty() || second.empty()) return !first.empty() && second.empty();
      return descending ? std::ranges::lexicographical_compare(second, first)
                        : std::ranges::lexicographical_compare(first, second);
    });
  }
  std::vector<SongNumber> numbers;
  numbers.reserve(positions.size());
  for (const auto position : positions) numbers.push_back(songs.numbers()[position]);
  return songs.ordered(std::move(numbers));
}

Selection sampled(const Selection& songs, std::size_t n, std::uint64_t seed) {
  if (n > songs.size()) {
    throw base::UsageError(
        fmt::format("taking a sample: {} songs are asked for and there are {}", n, songs.size()));
  }
  const auto& columns = songs.catalog()->columns();
  std::vector<std::pair<std::uint64_t, SongNumber>> drawn;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const SongNumber song = columns.id_songs()[k];
    if (songs.bits().contains(song)) {
      drawn.emplace_back(thrown(columns.id_hashes()[k], seed), song);
    }
  }
  std::nth_element(drawn.begin(), drawn.begin() + static_cast<std::ptrdiff_t>(n), drawn.end());
  Bitset bits(columns.size());
  for (std::size_t k = 0; k < n; ++k) bits.insert(drawn[k].second);
  return songs.within(bits);
}

}  // namespace setlist::selection
