#include "setlist/selection/subset_sum.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>

namespace setlist::selection {
namespace {

/// The sums that some of the sizes seen so far make, and by which of them each was first made.
class Sums {
 public:
  explicit Sums(std::size_t highest)
      : m_made(highest / 64 + 1), m_first(highest + 1), m_highest(highest) {
    m_made[0] = 1;
  }

  void add(std::size_t size, std::uint32_t index) {
    const std::size_t top = std::min(m_top + size, m_highest);
    for (std::size_t w = top / 64 + 1; w-- > size / 64;) {
      std::uint64_t fresh = shifted(w, size) & ~m_made[w];
      m_made[w] |= fresh;
      for (; fresh != 0; fresh &= fresh - 1) {
        const std::size_t sum = w * 64 + static_cast<std::size_t>(std::countr_zero(fresh));
        if (sum <= m_highest) m_first[sum] = index;
      }
    }
    m_top = top;
  }
  [[nodiscard]] bool made(std::size_t sum) const {
    return sum <= m_highest && (m_made[sum / 64] >> (sum % 64) & 1U) != 0;
  }
  [[nodiscard]] std::uint32_t first(std::size_t sum) const { return m_first[sum]; }

 private:
  /// Word `w` of the sums as they were before, moved up by `size`.
  [[nodiscard]] std::uint64_t shifted(std::size_t w, std::size_t size) const {
    const std::size_t from = w - size / 64;
    const std::size_t bits = size % 64;
    if (bits == 0) return m_made[from];
    const std::uint64_t below = from == 0 ? 0 : m_made[from - 1] >> (64 - bits);
    return m_made[from] << bits | below;
  }

  std::vector<std::uint64_t> m_made;
  std::vector<std::uint32_t> m_first;
  std::size_t m_highest;
  std::size_t m_top = 0;  ///< the highest sum made
};

/// The multiple of `divisor` that is nearest; below wins over above.
std::size_t nearest_multiple(std::size_t divisor, double target) {
  const std::size_t below = static_cast<std::size_t>(target) / divisor * divisor;
  const std::size_t above = below + divisor;
  return target - static_cast<double>(below) <= static_cast<double>(above) - target ? below : above;
}

/// The made sum that is nearest; below wins over above. 0 is made.
std::size_t nearest_made(const Sums& sums, double target) {
  const std::size_t middle = nearest_multiple(1, target);
  const bool below_first = target <= static_cast<double>(middle);
  for (std::size_t distance = 0;; ++distance) {
    const bool below = distance <= middle && sums.made(middle - distance);
    const bool above = sums.made(middle + distance);
    if (below && (below_first || !above)) return middle - distance;
    if (above) return middle + distance;
  }
}

/// All sizes before the `begin`-th, and of the others those that come nearest with them. Ends as
/// soon as `ideal` is made.
std::vector<bool> chosen(const std::vector<std::size_t>& sizes, std::size_t begin, double target,
                         std::size_t ideal) {
  std::vector<bool> taken(sizes.size());
  std::fill_n(taken.begin(), begin, true);
  const auto before = std::accumulate(
      sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(begin), std::size_t{0});
  target -= static_cast<double>(before);
  const std::size_t largest = *std::ranges::max_element(sizes);
  Sums sums(static_cast<std::size_t>(target) + largest + 1);
  for (std::size_t k = begin; k < sizes.size() && !sums.made(ideal - before); ++k) {
    sums.add(sizes[k], static_cast<std::uint32_t>(k));
  }
  for (std::size_t sum = nearest_made(sums, target); sum > 0;) {
    const std::uint32_t k = sums.first(sum);
    taken[k] = true;
    sum -= sizes[k];
  }
  return taken;
}

std::size_t sum_of(const std::vector<std::size_t>& sizes, const std::vector<bool>& taken) {
  std::size_t sum = 0;
  for (std::size_t k = 0; k < sizes.size(); ++k) sum += taken[k] ? sizes[k] : 0;
  return sum;
}

}  // namespace

std::vector<bool> nearest_subset(const std::vector<std::size_t>& sizes, double target) {
  if (sizes.empty()) return {};
  std::size_t divisor = 0;
  for (const std::size_t size : sizes) divisor = std::gcd(divisor, size);
  const std::size_t ideal = nearest_multiple(divisor, target);  // nothing can be nearer
  // To try all sums takes long for many sizes. Almost always the first sizes will do, but for the
  // last few, among which sums are tried.
  const std::size_t tried = 64 * *std::ranges::max_element(sizes);
  std::size_t begin = 0;
  for (std::size_t sum = tried; begin < sizes.size() && sum + sizes[begin] <= ideal; ++begin) {
    sum += sizes[begin];
  }
  auto taken = chosen(sizes, begin, target, ideal);
  if (begin == 0 || sum_of(sizes, taken) == ideal) return taken;
  return chosen(sizes, 0, target, ideal);
}

}  // namespace setlist::selection
