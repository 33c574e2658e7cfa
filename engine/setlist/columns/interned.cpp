#include "setlist/columns/interned.hpp"

#include "setlist/base/error.hpp"

#include <algorithm>

#include <xxhash.h>

namespace setlist::columns {
namespace {

constexpr std::size_t kSmallestTable = 1024;

}  // namespace

template <typename Item>
Interned<Item>::Interned() : m_begins{0}, m_table(kSmallestTable) {
  add({});
}

template <typename Item>
std::span<const Item> Interned<Item>::operator[](std::uint32_t number) const {
  return std::span(m_items).subspan(m_begins[number], m_begins[number + 1] - m_begins[number]);
}

template <typename Item>
std::size_t Interned<Item>::place_of(std::span<const Item> sequence, std::uint32_t hash) const {
  const std::size_t mask = m_table.size() - 1;
  std::size_t place = hash & mask;
  for (; m_table[place].number != kFree; place = (place + 1) & mask) {
    const Slot& slot = m_table[place];
    if (slot.hash == hash && std::ranges::equal((*this)[slot.number], sequence)) break;
  }
  return place;
}

template <typename Item>
std::uint32_t Interned<Item>::add(std::span<const Item> sequence) {
  if (sequence.empty() && size() != 0) return 0;
  const auto hash = static_cast<std::uint32_t>(XXH3_64bits(sequence.data(), sequence.size_bytes()));
  const std::size_t place = place_of(sequence, hash);
  if (m_table[place].number != kFree) return m_table[place].number;
  if (m_items.size() + sequence.size() > UINT32_MAX || size() + 2 > UINT32_MAX) {
    throw base::DefinitionError(
        "opening the collection: its songs hold more than 4 GiB of text; divide the definitions "
        "into several folders");
  }
  const auto number = static_cast<std::uint32_t>(size());
  m_items.insert(m_items.end(), sequence.begin(), sequence.end());
  m_begins.push_back(static_cast<std::uint32_t>(m_items.size()));
  m_table[place] = {hash, number};
  if (size() * 2 > m_table.size()) grow();
  return number;
}

template <typename Item>
void Interned<Item>::grow() {
  std::vector<Slot> table(m_table.size() * 2);
  const std::size_t mask = table.size() - 1;
  for (const Slot& slot : m_table) {
    if (slot.number == kFree) continue;
    std::size_t place = slot.hash & mask;
    while (table[place].number != kFree) place = (place + 1) & mask;
    table[place] = slot;
  }
  m_table = std::move(table);
}

template class Interned<char>;
template class Interned<std::uint32_t>;

}  // namespace setlist::columns
