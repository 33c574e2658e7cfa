#include "setlist/columns/bitset.hpp"

namespace setlist::columns {

Bitset::Bitset(std::size_t size, bool full) : m_size(size), m_words((size + 63) / 64) {
  if (full) *this = complement();
}

std::size_t Bitset::count() const {
  std::size_t total = 0;
  for (const auto word : m_words) total += static_cast<std::size_t>(std::popcount(word));
  return total;
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
  if (m_size % 64 != 0) rest.m_words.back() &= (std::uint64_t{1} << (m_size % 64)) - 1;
  return rest;
}

}  // namespace setlist::columns
