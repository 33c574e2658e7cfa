#pragma once

#include "setlist/archive/input_file.hpp"

#include <cstdint>
#include <string_view>

namespace setlist::archive {

/// Little-endian number of `Bytes` bytes; the caller has checked that they are there.
template <int Bytes>
[[nodiscard]] constexpr std::uint64_t little_endian(std::string_view bytes, std::size_t at) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < Bytes; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8U * i);
  }
  return value;
}

/// A number too large for its old field is all ones there and stands in a zip64 field.
inline constexpr std::uint64_t kMasked16 = 0xFFFF;
inline constexpr std::uint64_t kMasked32 = 0xFFFFFFFF;

/// What the end of a zip archive says about its directory; zip64 resolved.
struct ZipEnd {
  std::uint64_t entries = 0;
  std::uint64_t directory_bytes = 0;
  std::uint64_t directory_offset = 0;
};

/// The directory lies inside the file and touches the end record.
[[nodiscard]] ZipEnd read_zip_end(const InputFile& file);

}  // namespace setlist::archive
