#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace setlist::columns {

/// Sequences of which each distinct one is kept once and known by a number. The empty sequence is
/// number 0. Throws DefinitionError when all of them together outgrow 32 bits.
template <typename Item>
class Interned {
 public:
  Interned();
  /// The number of a sequence, which is kept when it is new.
  std::uint32_t add(std::span<const Item> sequence);
  /// Valid until the next `add`.
  [[nodiscard]] std::span<const Item> operator[](std::uint32_t number) const;
  [[nodiscard]] std::size_t size() const { return m_begins.size() - 1; }

  /// All sequences one after the other, and where each begins; one more at the end.
  [[nodiscard]] const std::vector<Item>& items() const { return m_items; }
  [[nodiscard]] const std::vector<std::uint32_t>& begins() const { return m_begins; }

 private:
  [[nodiscard]] std::size_t place_of(std::span<const Item> sequence, std::uint32_t hash) const;
  void grow();

  std::vector<Item> m_items;
  std::vector<std::uint32_t> m_begins;
  /// Open addressing. Half of the hash stands beside the number, so that looking up what is new
  /// touches this table alone.
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kFree;
  };
  static constexpr std::uint32_t kFree = UINT32_MAX;
  std::vector<Slot> m_table;
};

class InternedTexts : public Interned<char> {
 public:
  std::uint32_t add(std::string_view text) {
    return Interned<char>::add({text.data(), text.size()});
  }
  [[nodiscard]] std::string_view operator[](std::uint32_t number) const {
    const auto text = Interned<char>::operator[](number);
    return {text.data(), text.size()};
  }
};

using InternedLists = Interned<std::uint32_t>;

}  // namespace setlist::columns
