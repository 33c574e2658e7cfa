#pragma once

#include "setlist/selection/selection.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace setlist::selection {

/// The songs of a selection, shared by its copies.
struct Selection::Members {
  explicit Members(Bitset members) : songs(std::move(members)), count(songs.count()) {}
  Members(Bitset members, std::vector<SongNumber> order)
      : songs(std::move(members)), count(order.size()), sorted(true), m_numbers(std::move(order)) {}

  [[nodiscard]] const std::vector<SongNumber>& numbers() const {
    if (sorted) return m_numbers;
    std::call_once(m_asked, [this] {
      m_numbers.reserve(count);
      songs.for_each([&](std::size_t i) { m_numbers.push_back(static_cast<SongNumber>(i)); });
    });
    return m_numbers;
  }
  /// Some of these songs and, where they are sorted, in the same order.
  [[nodiscard]] std::shared_ptr<const Members> within(Bitset some) const {
    if (!sorted) return std::make_shared<const Members>(std::move(some));
    std::vector<SongNumber> order;
    for (const SongNumber n : m_numbers) {
      if (some.contains(n)) order.push_back(n);
    }
    return std::make_shared<const Members>(std::move(some), std::move(order));
  }

  Bitset songs;
  std::size_t count = 0;
  bool sorted = false;  ///< in an order of its own

 private:
  mutable std::once_flag m_asked;
  mutable std::vector<SongNumber> m_numbers;
};

}  // namespace setlist::selection
