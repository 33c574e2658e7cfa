#include "setlist/columns/image.hpp"

#include <cstring>

namespace setlist::columns {
namespace {

/// What stands at the block's beginning: a count, then one entry a section.
struct Entry {
  std::uint32_t section;
  std::uint32_t item_bytes;
  std::uint64_t begin;  ///< from the block's beginning, a multiple of 8
  std::uint64_t bytes;
};

std::uint64_t aligned(std::uint64_t offset) { return (offset + 7) & ~std::uint64_t{7}; }

std::span<const Entry> entries_of(std::span<const std::byte> block) {
  std::uint64_t count = 0;
  std::memcpy(&count, block.data(), sizeof(count));
  return {reinterpret_cast<const Entry*>(block.data() + sizeof(count)), count};
}

bool sound(std::span<const std::byte> block) {
  std::uint64_t count = 0;
  if (block.size() < sizeof(count)) return false;
  std::memcpy(&count, block.data(), sizeof(count));
  if (count > (block.size() - sizeof(count)) / sizeof(Entry)) return false;
  for (const Entry& entry : entries_of(block)) {
    if (entry.begin % 8 != 0 || entry.begin > block.size() || entry.item_bytes == 0 ||
        entry.bytes > block.size() - entry.begin || entry.bytes % entry.item_bytes != 0) {
      return false;
    }
  }
  return true;
}

}  // namespace

void ImageWriter::add_all_but(std::uint32_t section, const Image& image) {
  for (const Entry& entry : entries_of(image.m_bytes)) {
    if (entry.section == section) continue;
    m_sections.push_back(
        {entry.section, entry.item_bytes, image.m_bytes.subspan(entry.begin, entry.bytes)});
  }
}

std::vector<std::byte> ImageWriter::finish() const {
  const std::uint64_t count = m_sections.size();
  std::uint64_t end = sizeof(count) + count * sizeof(Entry);
  std::vector<Entry> entries;
  for (const Section& section : m_sections) {
    entries.push_back({section.section, section.item_bytes, aligned(end), section.bytes.size()});
    end = entries.back().begin + section.bytes.size();
  }
  std::vector<std::byte> block(aligned(end));
  std::memcpy(block.data(), &count, sizeof(count));
  if (count == 0) return block;
  std::memcpy(block.data() + sizeof(count), entries.data(), entries.size() * sizeof(Entry));
  for (std::size_t i = 0; i < m_sections.size(); ++i) {
    const auto bytes = m_sections[i].bytes;
    std::memcpy(block.data() + entries[i].begin, bytes.data(), bytes.size());
  }
  return block;
}

std::optional<Image> Image::over(std::shared_ptr<const void> owner,
                                 std::span<const std::byte> bytes) {
  if (!sound(bytes)) return std::nullopt;
  Image image;
  image.m_owner = std::move(owner);
  image.m_bytes = bytes;
  return image;
}

Image Image::of(std::vector<std::byte> bytes) {
  const auto owner = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
  return over(owner, *owner).value();
}

std::span<const std::byte> Image::find(std::uint32_t section, std::size_t item_bytes) const {
  for (const Entry& entry : entries_of(m_bytes)) {
    if (entry.section == section && entry.item_bytes == item_bytes) {
      return m_bytes.subspan(entry.begin, entry.bytes);
    }
  }
  return {};
}

}  // namespace setlist::columns
