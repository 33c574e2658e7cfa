#pragma once

#include "setlist/archive/file_kind.hpp"
#include "setlist/archive/input_file.hpp"

#include <cstddef>
#include <memory>
#include <span>

namespace setlist::archive {

/// The bytes of a file one after the other, decompressed. Damage, truncation and bytes behind the
/// end of the compressed data are ArchiveErrors.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// The next bytes, valid until the next call; nothing at the end, when all is verified.
  [[nodiscard]] virtual std::span<const std::byte> next() = 0;
};

/// Undoes one compression and no more: libarchive left to itself undoes 25, and 500 bytes become
/// terabytes.
[[nodiscard]] std::unique_ptr<ByteSource> make_source(const InputFile& file, Kind kind);

}  // namespace setlist::archive
