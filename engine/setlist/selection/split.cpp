#include "setlist/selection/split.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/selection/facet.hpp"
#include "setlist/selection/split_groups.hpp"
#include "setlist/selection/stratified.hpp"
#include "setlist/selection/subset_sum.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace setlist::selection {
namespace {

void check(const std::vector<double>& fractions) {
  double sum = 0;
  for (const double fraction : fractions) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw base::UsageError(
          fmt::format("splitting songs: found the fraction {}, expected one "
                      "above 0 and not above 1",
                      fraction));
    }
    sum += fraction;
  }
  if (fractions.empty() || std::abs(sum - 1) > 1e-6) {
    throw base::UsageError(
        fmt::format("splitting songs: the fractions add up to {}, expected 1", sum));
  }
}

/// Fills one side after the other, each as near to its fraction as the groups left allow.
std::vector<std::size_t> nearest_sides(const std::vector<SongGroup>& groups,
                                       const std::vector<double>& fractions, std::size_t songs) {
  const std::size_t last = fractions.size() - 1;
  std::vector<std::size_t> sides(groups.size(), last);
  std::vector<std::size_t> left(groups.size());
  std::iota(left.begin(), left.end(), std::size_t{0});
  double before = 0;
  for (std::size_t side = 0; side < last; ++side) {
    const double begin = std::round(before * static_cast<double>(songs));
    before += fractions[side];
    const double end = before * static_cast<double>(songs);
    std::vector<std::size_t> sizes;
    for (const auto group : left) sizes.push_back(groups[group].positions.size());
    const auto taken = nearest_subset(sizes, std::max(0.0, end - begin));
    std::vector<std::size_t> rest;
    for (std::size_t k = 0; k < left.size(); ++k) {
      if (taken[k]) {
        sides[left[k]] = side;
      } else {
        rest.push_back(left[k]);
      }
    }
    left = std::move(rest);
  }
  return sides;
}

[[noreturn]] void fail_empty(std::size_t songs, const SplitRequest& request, const Split& split,
                             double fraction) {
  const std::string groups =
      request.by.empty() ? ""
                         : fmt::format(" in {} groups by {}, the largest of {} songs", split.groups,
                                       base::joined(request.by, ", "), split.largest);
  throw base::UsageError(fmt::format(
      "splitting songs: the part of {:g} % would be empty, for there are {} songs{}; split into "
      "fewer parts{}",
      100 * fraction, songs, groups, request.by.empty() ? "" : " or by another field"));
}

}  // namespace

Split split(const Selection& songs, const SplitRequest& request) {
  check(request.fractions);
  const SongGroups all = song_groups(songs, request.by, request.seed);
  const auto sides =
      request.stratify.empty()
          ? nearest_sides(all.groups, request.fractions, songs.size())
          : stratified_sides(all.groups, request.fractions, facet(songs, request.stratify));
  Split result;
  result.groups = all.groups.size();
  result.unknown = all.unknown;
  std::vector<Bitset> parts(request.fractions.size(), Bitset(songs.catalog()->size()));
  for (std::size_t k = 0; k < all.groups.size(); ++k) {
    result.largest = std::max(result.largest, all.groups[k].positions.size());
    for (const auto position : all.groups[k].positions) {
      parts[sides[k]].insert(songs.numbers()[position]);
    }
  }
  for (std::size_t side = 0; side < parts.size(); ++side) {
    if (!songs.empty() && !parts[side].any()) {
      fail_empty(songs.size(), request, result, request.fractions[side]);
    }
    result.parts.push_back(songs.within(parts[side]));
  }
  return result;
}

}  // namespace setlist::selection
