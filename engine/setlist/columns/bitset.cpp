#include "setlist/columns/bitset.hpp"

#include <algorithm>
#include <utility>

namespace setlist::columns {

Bitset::Bitset(std::size_t size, bool full) : m_size(size), m_words((size + 63) / 64) {
  if (full) *this = complement();
}

Bitset::Bitset(std::size_t size, std::vector<std::uint64_t> words)
    : m_size(size), m_words(std::move(words)) {
  clear_spare_bits();
}

std::size_t Bitset::count() const {
  std::size_t total = 0;
  for (const auto word : m_words) total += static_cast<std::size_t>(std::popcount(word));
  return total;
}

bool Bitset::any() const {
  return std::ranges::any_of(m_words, [](std::uint64_t word) { return word != 0; });
}

void Bitset::insert_words(std::span<const std::uint32_t> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    m_words[i / 2] |= std::uint64_t{words[i]} << (i % 2 * 32);
  }
}

Bitset& Bitset::operator&=(const Bitset& other) {
  for (std::size_t w = 0; w < m_words.size(); ++w) m_words[w] &= other.m_words[w];
  return *this;
}

Bitset& Bitset::operator|=(const Bitset& other) {
  for (std::size_t w = 0; w < m_words.size(); ++w) m_words[w] |= other.m_words[w];
  return *this;
}

Bitset& Bitset::operator-=(const Bitset& other) {
  for (std::size_t w = 0; w < m_words.size(); ++w) m_words[w] &= ~other.m_words[w];
  return *this;
}

Bitset& Bitset::operator^=(const Bitset& other) {
  for (std::size_t w = 0; w < m_words.size(); ++w) m_words[w] ^= other.m_words[w];
  return *this;
}

Bitset Bitset::complement() const {
  Bitset rest = *this;
  for (auto& word : rest.m_words) word = ~word;
  rest.clear_spare_bits();
  return rest;
}

void Bitset::clear_spare_bits() {
  if (m_size % 64 != 0) m_words.back() &= (std::uint64_t{1} << (m_size % 64)) - 1;
}

}  // namespace setlist::columns
