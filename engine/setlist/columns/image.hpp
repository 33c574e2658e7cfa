#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

namespace setlist::columns {

/// Gathers arrays of plain numbers into one block of bytes. Empty arrays take no space.
class ImageWriter {
 public:
  /// Each section once. `items` outlive the writer.
  template <typename Item>
  void add(std::uint32_t section, std::span<const Item> items) {
    static_assert(std::is_arithmetic_v<Item> || std::is_same_v<Item, std::byte>);
    if (!items.empty()) m_sections.push_back({section, sizeof(Item), std::as_bytes(items)});
  }
  template <typename Item>
  void add(std::uint32_t section, const std::vector<Item>& items) {
    add(section, std::span<const Item>(items));
  }
  /// Every section of another image but one. The image outlives the writer.
  void add_all_but(std::uint32_t section, const class Image& image);
  [[nodiscard]] std::vector<std::byte> finish() const;

 private:
  struct Section {
    std::uint32_t section;
    std::uint32_t item_bytes;
    std::span<const std::byte> bytes;
  };
  std::vector<Section> m_sections;
};

/// The arrays of such a block, read where they lie. Shares the block's memory; immutable, so safe
/// from many threads.
class Image {
 public:
  /// `bytes` begin at a multiple of 8 and live as long as `owner`. Nothing when they are no image.
  [[nodiscard]] static std::optional<Image> over(std::shared_ptr<const void> owner,
                                                 std::span<const std::byte> bytes);
  [[nodiscard]] static Image of(std::vector<std::byte> bytes);

  /// The array of a section; empty when it is not there or holds items of another size.
  template <typename Item>
  [[nodiscard]] std::span<const Item> get(std::uint32_t section) const {
    const auto bytes = find(section, sizeof(Item));
    return {reinterpret_cast<const Item*>(bytes.data()), bytes.size() / sizeof(Item)};
  }
  [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }

 private:
  friend class ImageWriter;
  [[nodiscard]] std::span<const std::byte> find(std::uint32_t section,
                                                std::size_t item_bytes) const;
  std::shared_ptr<const void> m_owner;
  std::span<const std::byte> m_bytes;
};

}  // namespace setlist::columns
