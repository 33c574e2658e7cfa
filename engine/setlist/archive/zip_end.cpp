#include "setlist/archive/zip_end.hpp"

#include <algorithm>
#include <string>

namespace setlist::archive {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kEndBytes = 22;
constexpr std::uint64_t kLongestComment = 0xFFFF;
constexpr std::uint64_t kLocatorBytes = 20;
constexpr std::uint64_t kWideEndBytes = 56;

struct Located {
  std::string record;
  std::uint64_t offset;
};

// The last signature decides, as in libarchive: a search that went on after a misfit would let a
// forged comment show another directory to each reader.
Located locate_end(const InputFile& file) {
  const std::uint64_t size = file.size_bytes();
  const std::uint64_t tail_bytes = std::min(size, kEndBytes + kLongestComment);
  const std::string tail = file.bytes_at(size - tail_bytes, tail_bytes);
  const std::size_t found = tail.rfind("PK\5\6"sv);
  if (found == std::string::npos || tail.size() - found < kEndBytes) {
    file.damaged("it is truncated: a zip archive ends with a directory, this one has none");
  }
  if (found + kEndBytes + little_endian<2>(tail, found + 20) != tail.size()) {
    file.damaged("its end record is not at the end: it is truncated, or bytes were added");
  }
  return {tail.substr(found, kEndBytes), size - tail_bytes + found};
}

std::uint64_t resolved(const InputFile& file, std::uint64_t narrow, std::uint64_t masked,
                       std::uint64_t wide) {
  if (narrow != masked && narrow != wide) file.damaged("its two end records contradict each other");
  return wide;
}

/// Replaces what `end` says by the zip64 record; returns where that record begins.
std::uint64_t widen(const InputFile& file, std::uint64_t locator_at, ZipEnd& end) {
  const std::string locator = file.bytes_at(locator_at, kLocatorBytes);
  const std::uint64_t at = little_endian<8>(locator, 8);
  const std::string record = file.bytes_at(at, kWideEndBytes);
  const bool touches = at <= locator_at && locator_at - at >= kWideEndBytes &&
                       little_endian<8>(record, 4) == locator_at - at - 12;
  if (!record.starts_with("PK\6\6"sv) || !touches) {
    file.damaged("its zip64 end record is not where it should be");
  }
  if (little_endian<4>(record, 16) != 0 || little_endian<4>(record, 20) != 0 ||
      little_endian<8>(record, 24) != little_endian<8>(record, 32)) {
    file.damaged("it is one of several volumes, expected a single file");
  }
  end.entries = resolved(file, end.entries, kMasked16, little_endian<8>(record, 32));
  end.directory_bytes =
      resolved(file, end.directory_bytes, kMasked32, little_endian<8>(record, 40));
  end.directory_offset =
      resolved(file, end.directory_offset, kMasked32, little_endian<8>(record, 48));
  return at;
}

}  // namespace

ZipEnd read_zip_end(const InputFile& file) {
  const auto [record, offset] = locate_end(file);
  if (little_endian<2>(record, 4) != 0 || little_endian<2>(record, 6) != 0 ||
      little_endian<2>(record, 8) != little_endian<2>(record, 10)) {
    file.damaged("it is one of several volumes, expected a single file");
  }
  ZipEnd end{little_endian<2>(record, 10), little_endian<4>(record, 12),
             little_endian<4>(record, 16)};
  std::uint64_t directory_end = offset;
  if (offset >= kLocatorBytes &&
      file.bytes_at(offset - kLocatorBytes, 4) == std::string_view("PK\6\7")) {
    directory_end = widen(file, offset - kLocatorBytes, end);
  }
  if (end.directory_offset > directory_end ||
      end.directory_bytes != directory_end - end.directory_offset) {
    file.damaged("its directory does not lie before its end record: it is truncated or damaged");
  }
  return end;
}

}  // namespace setlist::archive
