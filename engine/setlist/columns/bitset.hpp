#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace setlist::columns {

/// A set of the numbers 0..size-1. Set operations are a pass over words; both operands must have
/// the same size.
class Bitset {
 public:
  Bitset() = default;
  explicit Bitset(std::size_t size, bool full = false);
  /// From words() of a set; bits at and above `size` are ignored. There are (size + 63) / 64 words.
  Bitset(std::size_t size, std::vector<std::uint64_t> words);

  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] bool any() const;
  /// 64 numbers a word, the lowest in the lowest bit.
  [[nodiscard]] std::span<const std::uint64_t> words() const { return m_words; }
  [[nodiscard]] bool contains(std::size_t i) const {
    return i < m_size && (m_words[i / 64] >> (i % 64) & 1U) != 0;
  }
  void insert(std::size_t i) { m_words[i / 64] |= std::uint64_t{1} << (i % 64); }
  /// Adds the members of a set given as 32-bit words, the lowest numbers first; no bit at or above
  /// size() is set in them.
  void insert_words(std::span<const std::uint32_t> words);

  Bitset& operator&=(const Bitset& other);
  Bitset& operator|=(const Bitset& other);
  Bitset& operator-=(const Bitset& other);
  Bitset& operator^=(const Bitset& other);
  [[nodiscard]] Bitset complement() const;

  /// Calls `visit(i)` for every member in ascending order.
  template <typename Visit>
  void for_each(Visit visit) const {
    for (std::size_t w = 0; w < m_words.size(); ++w) {
      for (std::uint64_t rest = m_words[w]; rest != 0; rest &= rest - 1) {
        visit(w * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
      }
    }
  }

  friend bool operator==(const Bitset&, const Bitset&) = default;

 private:
  void clear_spare_bits();

  std::size_t m_size = 0;
  std::vector<std::uint64_t> m_words;  // bits at and above m_size are 0
};

}  // namespace setlist::columns
