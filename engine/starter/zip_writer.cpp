#include "starter/zip_writer.hpp"

#include <algorithm>
#include <array>

namespace setlist::starter {
namespace {

constexpr std::uint32_t kVersionNeeded = 20;
constexpr std::uint32_t kMadeByUnix = 3U << 8 | kVersionNeeded;
constexpr std::uint32_t kUtf8Names = 1U << 11;
constexpr std::uint32_t kNewYear1980 = 1U << 5 | 1U;
constexpr std::uint32_t kRegularFile0644 = 0100644U << 16;

constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ ((value & 1U) != 0 ? 0xedb88320U : 0U);
    table[i] = value;
  }
  return table;
}

std::uint32_t crc32(const Bytes& content) {
  static constexpr auto kTable = crc_table();
  std::uint32_t crc = ~0U;
  for (const std::uint8_t byte : content) crc = kTable[(crc ^ byte) & 255U] ^ crc >> 8;
  return ~crc;
}

/// The fields that the local header and the central directory share.
Bytes common_fields(const File& file) {
  const auto size = static_cast<std::uint32_t>(file.content.size());
  Bytes out;
  put_little(out, kVersionNeeded, 2);
  put_little(out, kUtf8Names, 2);
  put_little(out, 0, 2);  // stored
  put_little(out, 0, 2);  // midnight
  put_little(out, kNewYear1980, 2);
  put_little(out, crc32(file.content), 4);
  put_little(out, size, 4);
  put_little(out, size, 4);
  put_little(out, static_cast<std::uint32_t>(file.path.size()), 2);
  put_little(out, 0, 2);  // no extra field
  return out;
}

void put_central_entry(Bytes& out, const File& file, const Bytes& fields, std::uint32_t offset) {
  put_text(out, "PK\x01\x02");
  put_little(out, kMadeByUnix, 2);
  put_bytes(out, fields);
  put_little(out, 0, 2);  // no comment
  put_little(out, 0, 2);  // first disk
  put_little(out, 0, 2);  // no internal attributes
  put_little(out, kRegularFile0644, 4);
  put_little(out, offset, 4);
  put_text(out, file.path);
}

}  // namespace

Bytes write_zip(std::vector<File> files) {
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.path < b.path; });
  Bytes out;
  Bytes directory;
  for (const File& file : files) {
    const auto offset = static_cast<std::uint32_t>(out.size());
    const Bytes fields = common_fields(file);
    put_text(out, "PK\x03\x04");
    put_bytes(out, fields);
    put_text(out, file.path);
    put_bytes(out, file.content);
    put_central_entry(directory, file, fields, offset);
  }
  const auto directory_offset = static_cast<std::uint32_t>(out.size());
  put_bytes(out, directory);
  put_text(out, "PK\x05\x06");
  put_little(out, 0, 4);  // one disk
  put_little(out, static_cast<std::uint32_t>(files.size()), 2);
  put_little(out, static_cast<std::uint32_t>(files.size()), 2);
  put_little(out, static_cast<std::uint32_t>(directory.size()), 4);
  put_little(out, directory_offset, 4);
  put_little(out, 0, 2);  // no comment
  return out;
}

}  // namespace setlist::starter
