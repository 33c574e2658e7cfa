#pragma once

#include <cstdint>
#include <string_view>

namespace setlist::starter {

/// A small generator (splitmix64) written out here because the distributions of <random> are free
/// to differ between standard libraries. The same seed text gives the same throws everywhere.
class Dice {
 public:
  explicit Dice(std::string_view seed) : m_state(0xcbf29ce484222325ULL) {
    for (const char c : seed) {
      m_state = (m_state ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
  }
  explicit Dice(std::uint64_t seed) : m_state(seed) {}

  [[nodiscard]] std::uint64_t next() {
    m_state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  /// Uniform in [0, limit].
  [[nodiscard]] int up_to(int limit) {
    return static_cast<int>(next() % (static_cast<std::uint64_t>(limit) + 1));
  }

  /// In [-limit, limit], values near zero more likely, as people miss a beat.
  [[nodiscard]] int around_zero(int limit) {
    const int first = up_to(limit);
    const int second = up_to(limit);
    return first - second;
  }

 private:
  std::uint64_t m_state;
};

}  // namespace setlist::starter
