#include "setlist/archive/member_stream.hpp"
#include "setlist/archive/seven_zip_start.hpp"
#include "setlist/archive/thread_locale.hpp"

namespace setlist::archive {
namespace {

constexpr std::size_t kReadBytes = 1U << 18U;

}  // namespace

UnpackedFiles unpack_seven_zip(const InputFile& file, const std::filesystem::path& into,
                               const UnpackOptions& options) {
  check_seven_zip_start(file, options.limits.entries);
  const ThreadLocale locale(Charset::kUtf8);
  struct archive* handle = nullptr;
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
