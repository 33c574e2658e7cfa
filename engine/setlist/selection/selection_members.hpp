#pragma once

#include "setlist/base/made_once.hpp"
#include "setlist/selection/selection.hpp"

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace setlist::selection {

/// The songs of a selection, shared by its copies: as bits or as numbers, and as the other once
/// that is asked for. A thousand groups of a large collection need no thousand bitsets.
class Selection::Members {
 public:
  /// In canonical order.
  explicit Members(Bitset songs)
      : m_size(songs.size()), m_count(songs.count()), m_has_bits(true), m_bits(std::move(songs)) {}
  /// In the order of the numbers, which is canonical unless they are `sorted` otherwise. `size` is
  /// that of the catalogue.
  Members(std::size_t size, std::vector<SongNumber> numbers, bool sorted)
      : m_size(size), m_count(numbers.size()), m_sorted(sorted), m_numbers(std::move(numbers)) {}

  [[nodiscard]] std::size_t count() const { return m_count; }
  /// Is the order one of its own?
  [[nodiscard]] bool sorted() const { return m_sorted; }

  [[nodiscard]] const Bitset& bits() const {
    if (m_has_bits) return m_bits;
    return m_made_bits.get([this] {
      Bitset bits(m_size);
      for (const SongNumber n : m_numbers) bits.insert(n);
      return bits;
    });
  }
  [[nodiscard]] const std::vector<SongNumber>& numbers() const {
    if (!m_has_bits) return m_numbers;
    return m_made_numbers.get([this] {
      std::vector<SongNumber> numbers;
      numbers.reserve(m_count);
      m_bits.for_each([&](std::size_t i) { numbers.push_back(static_cast<SongNumber>(i)); });
      return numbers;
    });
  }
  /// Some of these songs, in the same order.
  [[nodiscard]] std::shared_ptr<const Members> within(Bitset some) const {
    if (!m_sorted) return std::make_shared<const Members>(std::move(some));
    std::vector<SongNumber> order;
    for (const SongNumber n : m_numbers) {
      if (some.contains(n)) order.push_back(n);
    }
    return std::make_shared<const Members>(m_size, std::move(order), true);
  }

 private:
  std::size_t m_size;
  std::size_t m_count;
  bool m_has_bits = false;  ///< made of bits; else of numbers
  bool m_sorted = false;
  Bitset m_bits;
  std::vector<SongNumber> m_numbers;
  base::MadeOnce<Bitset> m_made_bits;
  base::MadeOnce<std::vector<SongNumber>> m_made_numbers;
};

}  // namespace setlist::selection
