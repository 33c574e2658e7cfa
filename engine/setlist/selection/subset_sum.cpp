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

/// The made sum that is nearest; below wins over above. `total` is one.
std::size_t nearest_made(const Sums& sums, std::size_t target) {
  for (std::size_t distance = 0;; ++distance) {
    if (distance <= target && sums.made(target - distance)) return target - distance;
    if (sums.made(target + distance)) return target + distance;
  }
}

/// Each in turn, as long as it fits: among many small sizes this ends at the target.
std::size_t take_what_fits(const std::vector<std::size_t>& sizes, std::size_t target,
                           std::vector<bool>& taken) {
  std::size_t sum = 0;
  for (std::size_t k = 0; k < sizes.size() && sum < target; ++k) {
    if (sum + sizes[k] > target) continue;
    taken[k] = true;
    sum += sizes[k];
  }
  return sum;
}

}  // namespace

std::vector<bool> nearest_subset(const std::vector<std::size_t>& sizes, std::size_t target) {
  std::vector<bool> taken(sizes.size());
  if (sizes.empty()) return taken;
  const std::size_t largest = *std::ranges::max_element(sizes);
  std::size_t divisor = 0;
  for (const std::size_t size : sizes) divisor = std::gcd(divisor, size);
  const std::size_t above = (divisor - target % divisor) % divisor;
  const std::size_t best = std::min(target % divisor, above);  // nothing can be nearer
  if (target - take_what_fits(sizes, target, taken) == best) return taken;
  taken.assign(sizes.size(), false);
  Sums sums(target + largest);
  for (std::uint32_t k = 0; k < sizes.size(); ++k) {
    sums.add(sizes[k], k);
    if ((best <= target && sums.made(target - best)) || sums.made(target + best)) break;
  }
  std::size_t sum = nearest_made(sums, target);
  while (sum > 0) {
    const std::uint32_t k = sums.first(sum);
    taken[k] = true;
    sum -= sizes[k];
  }
  return taken;
}

}  // namespace setlist::selection
