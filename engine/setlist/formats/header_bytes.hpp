#pragma once

#include "setlist/formats/media_file.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace setlist::formats {

enum class ByteOrder { kLittle, kBig };

/// The first bytes of a structure in a file. What lies behind the end of the file reads as 0, so
/// look at `size()` first.
class HeaderBytes {
 public:
  HeaderBytes(const MediaFile& file, std::uint64_t offset, ByteOrder order)
      : m_order(order), m_size(file.read_at(offset, m_bytes)) {}

  [[nodiscard]] std::size_t size() const { return m_size; }  ///< at most 64
  [[nodiscard]] std::uint64_t number(std::size_t at, std::size_t width) const;
  [[nodiscard]] std::string text(std::size_t at, std::size_t width) const;
  [[nodiscard]] bool starts_with(std::string_view magic) const;

 private:
  ByteOrder m_order;
  std::array<unsigned char, 64> m_bytes{};
  std::size_t m_size;
};

struct Chunk {
  std::string id;          ///< four characters
  std::uint64_t body = 0;  ///< offset in the file
  std::uint64_t size = 0;  ///< bytes, as claimed
};

/// Walks the chunks of a RIFF or AIFF file; a chunk of odd size is followed by one byte of padding.
class ChunkWalk {
 public:
  ChunkWalk(const MediaFile& file, std::uint64_t offset, ByteOrder order)
      : m_file(file), m_offset(offset), m_order(order) {}

  /// Nothing at the end of the file.
  [[nodiscard]] std::optional<Chunk> next();

 private:
  const MediaFile& m_file;
  std::uint64_t m_offset;
  ByteOrder m_order;
  int m_count = 0;
};

/// Checked against 1..64 channels and 1000..768000 Hz.
void check_channels(const MediaFile& file, std::uint64_t channels);
void check_sample_rate(const MediaFile& file, double sample_rate);

/// A header that claims more bytes of sound than stand behind it is a fault.
void check_not_truncated(const MediaFile& file, std::uint64_t available, std::uint64_t claimed);

/// Bytes from `offset` to the end of the file.
[[nodiscard]] std::uint64_t bytes_behind(const MediaFile& file, std::uint64_t offset);

}  // namespace setlist::formats
