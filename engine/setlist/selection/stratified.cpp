#include "setlist/selection/stratified.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace setlist::selection {
namespace {

/// How many songs of each stratum a group has. Stratum 0 is all songs, so that sizes count like any
/// other proportion.
using Counts = std::vector<std::pair<std::size_t, double>>;

std::vector<Counts> counts_of(const std::vector<SongGroup>& groups, const Facet& values) {
  std::vector<Counts> counts;
  for (const auto& group : groups) {
    std::map<std::size_t, double> by_stratum{{0, static_cast<double>(group.positions.size())}};
    for (const auto position : group.positions) {
      const auto numbers = values.of(position);
      for (const auto number : numbers) ++by_stratum[number + 2];
      if (numbers.empty()) ++by_stratum[1];
    }
    counts.emplace_back(by_stratum.begin(), by_stratum.end());
  }
  return counts;
}

/// What each side holds, and how far that is from what it should.
class Sides {
 public:
  Sides(const std::vector<Counts>& counts, const std::vector<double>& fractions, std::size_t strata)
      : m_fractions(fractions), m_totals(strata), m_held(fractions.size(), m_totals) {
    for (const auto& group : counts) {
      for (const auto& [stratum, songs] : group) m_totals[stratum] += songs;
    }
    // The sizes weigh as much as all the values together.
    m_weights.assign(strata, 1);
    m_weights[0] = static_cast<double>(
        std::ranges::count_if(m_totals, [](double total) { return total > 0; }) - 1);
  }
  /// How much farther from their aims the sides are when the group joins one.
  [[nodiscard]] double cost(const Counts& group, std::size_t side) const {
    double more = 0;
    for (const auto& [stratum, songs] : group) {
      const double off = m_held[side][stratum] - m_fractions[side] * m_totals[stratum];
      more += m_weights[stratum] * songs * (2 * off + songs) / m_totals[stratum];
    }
    return more;
  }
  [[nodiscard]] std::size_t cheapest(const Counts& group) const {
    std::size_t best = 0;
    for (std::size_t side = 1; side < m_held.size(); ++side) {
      if (cost(group, side) < cost(group, best)) best = side;
    }
    return best;
  }
  void move(const Counts& group, std::size_t side, double sign) {
    for (const auto& [stratum, songs] : group) m_held[side][stratum] += sign * songs;
  }

 private:
  const std::vector<double>& m_fractions;
  std::vector<double> m_totals;
  std::vector<std::vector<double>> m_held;
  std::vector<double> m_weights;
};

constexpr int kRounds = 20;  // of mending; it ends by itself long before

}  // namespace

std::vector<std::size_t> stratified_sides(const std::vector<SongGroup>& groups,
                                          const std::vector<double>& fractions,
                                          const Facet& values) {
  const auto counts = counts_of(groups, values);
  std::vector<std::size_t> order(groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // The large ones first: small ones can still mend what they leave.
  std::ranges::stable_sort(order, std::ranges::greater(),
                           [&](std::size_t k) { return groups[k].positions.size(); });
  Sides sides(counts, fractions, values.values.size() + 2);
  std::vector<std::size_t> chosen(groups.size());
  for (const auto k : order) {
    chosen[k] = sides.cheapest(counts[k]);
    sides.move(counts[k], chosen[k], 1);
  }
  bool moved = true;
  for (int round = 0; round < kRounds && moved; ++round) {
    moved = false;
    for (const auto k : order) {
      sides.move(counts[k], chosen[k], -1);
      const std::size_t better = sides.cheapest(counts[k]);
      if (sides.cost(counts[k], better) < sides.cost(counts[k], chosen[k]) - 1e-9) {
        chosen[k] = better;
        moved = true;
      }
      sides.move(counts[k], chosen[k], 1);
    }
  }
  return chosen;
}

}  // namespace setlist::selection
