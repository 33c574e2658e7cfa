#pragma once

#include "setlist/columns/bitset.hpp"
#include "setlist/columns/image.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace setlist::columns {

/// Are all the numbers below the limit?
[[nodiscard]] bool below(std::span<const std::uint32_t> numbers, std::size_t limit);

/// Which songs carry a value, for every value of a field. A set is kept as a sorted list or, where
/// that is smaller, as bits.
class PostingSets {
 public:
  PostingSets() = default;
  /// The four sections from `first_section` on; nothing when they do not fit each other or
  /// `universe`, the number of songs. Keys are numbers below `keys_below`.
  [[nodiscard]] static std::optional<PostingSets> read(const Image& image,
                                                       std::uint32_t first_section,
                                                       std::size_t universe,
                                                       std::size_t keys_below);

  /// The values that occur, as numbers, in the order in which they were written.
  [[nodiscard]] std::span<const std::uint32_t> keys() const { return m_keys; }
  /// How many songs carry the k-th value.
  [[nodiscard]] std::size_t count(std::size_t k) const { return m_counts[k]; }
  /// Adds the songs that carry the k-th value.
  void insert_into(Bitset& songs, std::size_t k) const;

 private:
  [[nodiscard]] bool is_dense(std::size_t k) const;

  std::size_t m_universe = 0;
  std::span<const std::uint32_t> m_keys;
  std::span<const std::uint32_t> m_counts;
  std::span<const std::uint64_t> m_begins;  ///< into m_data; one more at the end
  std::span<const std::uint32_t> m_data;
};

/// Collects (value, song) pairs and lays them out as PostingSets.
class PostingsBuilder {
 public:
  /// Songs come in ascending order; a pair that repeats the last one of its value is ignored.
  void add(std::uint32_t value, std::uint32_t song);
  /// Writes the sets of `values` in this order, each under the key of the same place. The builder
  /// outlives the writer's work.
  void write(ImageWriter& writer, std::uint32_t first_section,
             std::span<const std::uint32_t> values, std::vector<std::uint32_t> keys,
             std::size_t universe);

 private:
  struct Pair {
    std::uint32_t value;
    std::uint32_t song;
  };
  std::vector<Pair> m_pairs;
  std::vector<std::uint32_t> m_counts;  ///< by value
  std::vector<std::uint32_t> m_last;    ///< by value: its last song + 1, or 0
  std::vector<std::uint32_t> m_keys, m_key_counts, m_data;
  std::vector<std::uint64_t> m_begins;
};

}  // namespace setlist::columns
