#include "setlist/archive/gzip.hpp"
#include "setlist/archive/unpack.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/names.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include <zlib.h>

namespace {

namespace fs = std::filesystem;
using namespace setlist;

constexpr archive::UnpackLimits kLimits{.bytes = 1U << 20U, .entries = 64};

void demand(bool condition) {
  if (!condition) std::abort();
}

/// Only plain files and folders, with safe names, within the quota. Returns the files.
std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> files;
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto status = entry.symlink_status();
    const std::string path = entry.path().lexically_relative(folder).string();
    demand(!base::unsafe_path(path));
    if (status.type() == fs::file_type::directory) continue;
    demand(status.type() == fs::file_type::regular);
    demand((status.permissions() & fs::perms::set_uid) == fs::perms::none);
    bytes += entry.file_size();
    files.insert(path);
  }
  demand(bytes <= kLimits.bytes && files.size() <= kLimits.entries);
  return files;
}

void put_number(std::string& bytes, std::size_t at, unsigned long value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i));
}

unsigned long crc_of(const std::string& bytes, std::size_t at, std::size_t count) {
  return ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data() + at), static_cast<uInt>(count));
}

/// Sums put right, or a mutation would never come past the first header: those of a 7z's two
/// headers, the second being the rest of the file.
void repair_seven_zip(std::string& bytes) {
  if (bytes.size() < 32) return;
  std::size_t offset = static_cast<unsigned char>(bytes[12]);
  offset = std::min(offset + 256 * static_cast<unsigned char>(bytes[13]), bytes.size() - 32);
  const std::size_t rest = bytes.size() - 32 - offset;
  for (std::size_t i = 12; i < 28; ++i) bytes[i] = 0;
  put_number(bytes, 12, offset);
  put_number(bytes, 20, rest);
  put_number(bytes, 28, crc_of(bytes, 32 + offset, rest));
  put_number(bytes, 8, crc_of(bytes, 12, 20));
}

/// The sum of every block of a tar that may be a header.
void repair_tar(std::string& bytes) {
  for (std::size_t at = 0; at + 512 <= bytes.size(); at += 512) {
    if (bytes.compare(at + 257, 5, "ustar") != 0) continue;
    bytes.replace(at + 148, 8, 8, ' ');
    unsigned sum = 0;
    for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(bytes[at + i]);
    for (std::size_t i = 6; i-- > 0; sum /= 8) {
      bytes[at + 148 + i] = static_cast<char>('0' + sum % 8);
    }
    bytes[at + 154] = 0;
  }
}

/// The first byte says what is done to the rest.
std::string archive_of(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (*data % 4 == 1) repair_seven_zip(bytes);
  if (*data % 4 >= 2) repair_tar(bytes);
  return *data % 4 == 3 ? archive::gzip(bytes) : bytes;
}

}  // namespace

/// Whatever the bytes: nothing changes beside the folder, and what is returned is what is there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes = archive_of(data, size);
  archive::UnpackOptions options{.limits = kLimits};
  if (*data / 4 % 2 != 0) options.filename_encoding = "SHIFT_JIS";
  const base::TemporaryFolder root(fs::temp_directory_path(), "setlist-fuzz");
  const fs::path into = root.path() / "into";
  fs::create_directory(into);
  std::ofstream(root.path() / "archive", std::ios::binary) << bytes;
  try {
    std::set<std::string> returned;
    for (const auto& file : archive::unpack(root.path() / "archive", into, options)) {
      demand(fs::file_size(into / file.path) == file.size_bytes);
      demand(returned.insert(file.path).second);
    }
    demand(files_in(into) == returned);
  } catch (const base::ArchiveError&) {
    files_in(into);
  }
  demand(fs::file_size(root.path() / "archive") == bytes.size());
  demand(std::distance(fs::directory_iterator(root.path()), fs::directory_iterator()) == 2);
  return 0;
}
