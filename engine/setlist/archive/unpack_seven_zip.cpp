#include "setlist/archive/member_stream.hpp"
#include "setlist/archive/thread_locale.hpp"
#include "setlist/archive/zip_end.hpp"

#include <string>

#include <zlib.h>

namespace setlist::archive {
namespace {

constexpr std::size_t kReadBytes = 1U << 18U;
constexpr std::uint64_t kStartBytes = 32;
constexpr std::uint64_t kLargestDirectory = 64ULL << 20U;

/// The first bytes tell where the directory is: at the very end.
void check_start(const InputFile& file) {
  const std::string start = file.bytes_at(0, kStartBytes);
  const auto* told = reinterpret_cast<const Bytef*>(start.data() + 12);
  if (::crc32_z(0, told, kStartBytes - 12) != little_endian<4>(start, 8)) {
    file.damaged("its first header is damaged");
  }
  const std::uint64_t offset = little_endian<8>(start, 12);
  const std::uint64_t bytes = little_endian<8>(start, 20);
  const std::uint64_t rest = file.size_bytes() - kStartBytes;
  if (offset > rest || bytes > rest - offset) {
    file.damaged("it is truncated: its directory is missing");
  }
  if (bytes != rest - offset) file.damaged("there are bytes after its directory");
  if (bytes > kLargestDirectory) {
    file.refuse(base::ExitCode::kQuota, "its directory is larger than 64 MB");
  }
}

}  // namespace

UnpackedFiles unpack_seven_zip(const InputFile& file, const std::filesystem::path& into,
                               const UnpackOptions& options) {
  check_start(file);
  struct archive* handle = nullptr;
  const ThreadLocale locale(Charset::kUtf8);
  MemberReader reader(file, [&] {
    if (archive_read_has_encrypted_entries(handle) > 0) {
      file.refuse(base::ExitCode::kCredentials, "it is password protected");
    }
  });
  handle = reader.handle();
  reader.demand(archive_read_support_format_7zip(handle));
  reader.demand(archive_read_open_fd(handle, file.descriptor(), kReadBytes));
  return unpack_members(reader, file, into, options);
}

}  // namespace setlist::archive
