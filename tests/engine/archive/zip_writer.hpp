#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

/// Zip archives of choice, faults included: each field can be told to lie.
namespace setlist::testing {

struct ZipMember {
  std::string name;
  std::string content = {};
  bool deflated = false;
  std::uint16_t flags = 0x0800;         // the name is UTF-8
  std::uint16_t made_by = 3U << 8U;     // Unix
  std::uint32_t attributes = 0100644U;  // upper half of the external attributes
  std::uint32_t dos_attributes = 0;
  std::string extra = {};  // in the directory only
  std::optional<std::uint16_t> method = {};
  std::optional<std::string> local_name = {};
  std::optional<std::uint32_t> crc = {};
  std::optional<std::uint32_t> size = {};
  std::optional<std::uint32_t> packed = {};
  std::optional<std::uint32_t> offset = {};  // in the directory only
};

struct ZipEnding {
  std::string comment = {};
  std::string after = {};  // bytes after the end record
  std::optional<std::uint16_t> count = {};
  std::optional<std::uint32_t> directory_offset = {};
  std::optional<std::uint16_t> disk = {};
  bool zip64 = false;
  std::optional<std::uint64_t> zip64_count = {};
};

inline std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>((value >> (8 * i)) & 0xFFU);
  return text;
}

inline std::string deflated(const std::string& content) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, content.size()) + 16, '\0');
  std::string input = content;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

inline std::uint32_t crc_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

/// The fields that local header and directory share, from "flags" to the length of the name.
inline std::string shared_fields(const ZipMember& member, std::size_t packed_bytes,
                                 std::size_t name_bytes) {
  const auto method = member.method.value_or(member.deflated ? 8 : 0);
  return number(member.flags, 2) + number(method, 2) + number(0x00210000U, 4) +
         number(member.crc.value_or(crc_of(member.content)), 4) +
         number(member.packed.value_or(static_cast<std::uint32_t>(packed_bytes)), 4) +
         number(member.size.value_or(static_cast<std::uint32_t>(member.content.size())), 4) +
         number(name_bytes, 2);
}

inline std::string zip64_end(const ZipEnding& ending, std::size_t count, std::size_t offset,
                             std::size_t bytes, std::size_t at) {
  const std::uint64_t told = ending.zip64_count.value_or(count);
  return "PK\6\6" + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8) + number(told, 8) +
         number(told, 8) + number(bytes, 8) + number(offset, 8) + "PK\6\7" + number(0, 4) +
         number(at, 8) + number(1, 4);
}

inline std::string zip_of(const std::vector<ZipMember>& members, const ZipEnding& ending = {}) {
  std::string data;
  std::string directory;
  for (const auto& member : members) {
    const std::string packed = member.deflated ? deflated(member.content) : member.content;
    const std::string local_name = member.local_name.value_or(member.name);
    const auto offset = member.offset.value_or(static_cast<std::uint32_t>(data.size()));
    data += "PK\3\4" + number(20, 2) + shared_fields(member, packed.size(), local_name.size()) +
            number(0, 2) + local_name + packed;
    directory += "PK\1\2" + number(member.made_by + 20U, 2) + number(20, 2) +
                 shared_fields(member, packed.size(), member.name.size()) +
                 number(member.extra.size(), 2) + number(0, 6) +
                 number((member.attributes << 16U) | member.dos_attributes, 4) + number(offset, 4) +
                 member.name + member.extra;
  }
  const std::size_t offset = ending.directory_offset.value_or(data.size());
  const std::size_t bytes = directory.size();
  std::string zip = data + directory;
  if (ending.zip64) zip += zip64_end(ending, members.size(), offset, bytes, zip.size());
  const auto count = ending.count.value_or(static_cast<std::uint16_t>(members.size()));
  const auto disk = ending.disk.value_or(0);
  zip += "PK\5\6" + number(disk, 2) + number(disk, 2) + number(ending.zip64 ? 0xFFFFU : count, 2) +
         number(ending.zip64 ? 0xFFFFU : count, 2) + number(ending.zip64 ? 0xFFFFFFFFU : bytes, 4) +
         number(ending.zip64 ? 0xFFFFFFFFU : offset, 4) + number(ending.comment.size(), 2) +
         ending.comment + ending.after;
  return zip;
}

}  // namespace setlist::testing
