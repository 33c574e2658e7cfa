#include "setlist/archive/zip_directory.hpp"

#include "setlist/archive/zip_end.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <sys/stat.h>
#include <zlib.h>

namespace setlist::archive {
namespace {

using base::ExitCode;
using base::printable;
using namespace std::string_view_literals;

constexpr std::uint64_t kRecordBytes = 46;
constexpr std::uint64_t kLocalBytes = 30;
constexpr std::uint64_t kLargestDirectory = 256ULL << 20U;

constexpr std::uint64_t kEncryptedFlags = 0x2041;  // traditional, strong, masked local header
constexpr std::uint64_t kSizesFollowFlag = 0x0008;
constexpr std::uint64_t kUtf8Flag = 0x0800;
constexpr std::uint64_t kAesMethod = 99;

constexpr std::uint64_t kMadeByUnix = 3;
constexpr std::uint64_t kMadeByMacOs = 19;
constexpr std::uint64_t kDosFolder = 0x10;

constexpr std::uint64_t kZip64Field = 0x0001;
constexpr std::uint64_t kUnicodeNameField = 0x7075;

/// A directory record with its parts; views into the directory's bytes.
struct Record {
  std::string_view fixed;
  std::string_view name;
  std::string_view extra;
  std::uint64_t flags;
  std::uint64_t method;
};

/// A field that was all ones takes the next number of the zip64 field.
void widen(const InputFile& file, std::string_view& wide, std::uint64_t& value) {
  if (value != kMasked32) return;
  if (wide.size() < 8) file.damaged("a zip64 field of its directory is too short");
  value = little_endian<8>(wide, 0);
  wide.remove_prefix(8);
}

// Some tools leave the old name in ASCII and put the true one here; valid only while its checksum
// is that of the old name.
void take_unicode_name(std::string_view field, std::string_view stored, ZipEntry& entry) {
  if (field.size() < 6 || field[0] != 1) return;
  const auto sum = ::crc32_z(0, reinterpret_cast<const Bytef*>(stored.data()), stored.size());
  if (sum != little_endian<4>(field, 1)) return;
  entry.name = std::string(field.substr(5));
  entry.name_is_utf8 = true;
}

void read_extra(const InputFile& file, const Record& record, ZipEntry& entry) {
  std::string_view rest = record.extra;
  bool seen_zip64 = false;
  while (rest.size() >= 4) {
    const std::uint64_t id = little_endian<2>(rest, 0);
    const std::uint64_t bytes = little_endian<2>(rest, 2);
    if (bytes > rest.size() - 4) file.damaged("an extra field of its directory is too short");
    std::string_view field = rest.substr(4, bytes);
    rest.remove_prefix(4 + bytes);
    if (id == kUnicodeNameField) take_unicode_name(field, record.name, entry);
    if (id != kZip64Field || std::exchange(seen_zip64, true)) continue;
    widen(file, field, entry.size_bytes);
    widen(file, field, entry.packed_bytes);
    widen(file, field, entry.offset);
  }
}

std::uint32_t file_type(std::string_view fixed) {
  const std::uint64_t system = little_endian<1>(fixed, 5);
  const std::uint64_t attributes = little_endian<4>(fixed, 38);
  if (system == kMadeByUnix || system == kMadeByMacOs) {
    return static_cast<std::uint32_t>((attributes >> 16U) & S_IFMT);
  }
  return (attributes & kDosFolder) != 0 ? S_IFDIR : 0;
}

Record take_record(const InputFile& file, std::string_view& rest) {
  if (rest.size() < kRecordBytes || !rest.starts_with("PK\1\2"sv)) {
    file.damaged("its directory lists fewer members than it counts");
  }
  const std::uint64_t name = little_endian<2>(rest, 28);
  const std::uint64_t extra = little_endian<2>(rest, 30);
  const std::uint64_t whole = kRecordBytes + name + extra + little_endian<2>(rest, 32);
  if (whole > rest.size()) file.damaged("a record of its directory is too short");
  const Record record{rest.substr(0, kRecordBytes), rest.substr(kRecordBytes, name),
                      rest.substr(kRecordBytes + name, extra), little_endian<2>(rest, 8),
                      little_endian<2>(rest, 10)};
  rest.remove_prefix(whole);
  return record;
}

bool same_sizes(const Record& record, std::string_view local, const ZipEntry& entry) {
  if ((record.flags & kSizesFollowFlag) != 0) return true;
  const auto same = [&](std::size_t at, std::uint64_t expected) {
    const std::uint64_t found = little_endian<4>(local, at);
    return found == kMasked32 || found == expected;
  };
  return little_endian<4>(local, 14) == *entry.crc && same(18, entry.packed_bytes) &&
         same(22, entry.size_bytes);
}

/// Returns where the member's data end.
std::uint64_t check_local_header(const InputFile& file, const Record& record,
                                 const ZipEntry& entry) {
  const std::string local = file.bytes_at(entry.offset, kLocalBytes + record.name.size());
  const std::string who = "'" + printable(record.name) + "'";
  if (!local.starts_with("PK\3\4"sv)) file.damaged("member " + who + " is not where it should be");
  if (little_endian<2>(local, 26) != record.name.size() ||
      std::string_view(local).substr(kLocalBytes) != record.name) {
    file.damaged("member " + who + " has another name at its data, '" +
                 printable(std::string_view(local).substr(kLocalBytes)) + "'");
  }
  if (little_endian<2>(local, 6) != record.flags || little_endian<2>(local, 8) != record.method ||
      !same_sizes(record, local, entry)) {
    file.damaged("member " + who + " is described otherwise at its data than in the directory");
  }
  const std::uint64_t data = entry.offset + local.size() + little_endian<2>(local, 28);
  if (data > file.size_bytes() || entry.packed_bytes > file.size_bytes() - data) {
    file.damaged("member " + who + " is truncated");
  }
  return data + entry.packed_bytes;
}

ZipEntry entry_of(const InputFile& file, const Record& record) {
  ZipEntry entry;
  entry.name = std::string(record.name);
  entry.name_is_utf8 = (record.flags & kUtf8Flag) != 0;
  entry.crc = static_cast<std::uint32_t>(little_endian<4>(record.fixed, 16));
  entry.packed_bytes = little_endian<4>(record.fixed, 20);
  entry.size_bytes = little_endian<4>(record.fixed, 24);
  entry.offset = little_endian<4>(record.fixed, 42);
  entry.file_type = file_type(record.fixed);
  entry.encrypted = (record.flags & kEncryptedFlags) != 0 || record.method == kAesMethod;
  read_extra(file, record, entry);
  return entry;
}

/// A member and where its data end.
struct Placed {
  ZipEntry entry;
  std::uint64_t end;
};

void refuse_overlaps(const InputFile& file, const std::vector<Placed>& members,
                     std::uint64_t directory_offset) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    const bool last = i + 1 == members.size();
    if (members[i].end > (last ? directory_offset : members[i + 1].entry.offset)) {
      file.damaged("member '" + printable(members[i].entry.name) + "' shares its data with " +
                   (last ? "the directory" : "'" + printable(members[i + 1].entry.name) + "'"));
    }
  }
}

}  // namespace

std::vector<ZipEntry> read_zip_directory(const InputFile& file, std::uint64_t most_entries) {
  const ZipEnd end = read_zip_end(file);
  if (end.entries > most_entries) {
    file.refuse(ExitCode::kQuota, "it has " + std::to_string(end.entries) +
                                      " members, the quota is " + std::to_string(most_entries));
  }
  if (end.directory_bytes > kLargestDirectory) {
    file.refuse(ExitCode::kQuota, "its directory is larger than 256 MB");
  }
  const std::string directory = file.bytes_at(end.directory_offset, end.directory_bytes);
  std::string_view rest = directory;
  std::vector<Placed> members;
  for (std::uint64_t i = 0; i < end.entries; ++i) {
    const Record record = take_record(file, rest);
    ZipEntry entry = entry_of(file, record);
    const std::uint64_t data_end = check_local_header(file, record, entry);
    members.push_back({std::move(entry), data_end});
  }
  if (!rest.empty()) file.damaged("its directory lists more members than it counts");
  std::stable_sort(members.begin(), members.end(), [](const Placed& a, const Placed& b) {
    return a.entry.offset < b.entry.offset;
  });
  refuse_overlaps(file, members, end.directory_offset);
  std::vector<ZipEntry> entries;
  entries.reserve(members.size());
  for (auto& member : members) entries.push_back(std::move(member.entry));
  return entries;
}

}  // namespace setlist::archive
