#include "setlist/archive/member_reader.hpp"
#include "setlist/archive/member_rules.hpp"
#include "setlist/archive/member_writer.hpp"
#include "setlist/archive/thread_locale.hpp"
#include "setlist/archive/unpacking.hpp"
#include "setlist/archive/zip_directory.hpp"

#include <algorithm>

// Note [Who is believed]
// libarchive finds and inflates the members; what a member is called, and how many there are, is
// read by zip_directory alone. The k-th header of libarchive is the k-th entry of the directory
// (both go by offset), and the directory's size and CRC are held against the bytes that arrive, so
// a file can only get the content that the directory gave to its name.

namespace setlist::archive {
namespace {

constexpr std::size_t kReadBytes = 1U << 18U;

/// Goes to the next member; its header must be as the directory said.
void go_to(MemberReader& reader, const InputFile& file, const ZipEntry& entry, Fate fate) {
  reader.name(entry.name);
  struct archive_entry* header = reader.next(fate == Fate::kSkipped);
  if (header == nullptr) file.damaged("members are missing from " + reader.member() + " on");
  if (fate == Fate::kSkipped) return;
  const auto type = archive_entry_filetype(header);
  if (type != (fate == Fate::kFile ? AE_IFREG : AE_IFDIR) || archive_entry_symlink(header) ||
      archive_entry_hardlink(header)) {
    file.refuse(base::ExitCode::kHostile,
                "link or special file in the archive: " + reader.member());
  }
  if (archive_entry_is_encrypted(header)) {
    file.refuse(base::ExitCode::kCredentials, "it is password protected: " + reader.member());
  }
}

}  // namespace

UnpackedFiles unpack_zip(const InputFile& file, const std::filesystem::path& into,
                         const UnpackOptions& options) {
  std::vector<ZipEntry> entries = read_zip_directory(file, options.limits.entries);
  MemberRules rules(file, options);
  std::vector<Fate> fates;
  fates.reserve(entries.size());
  for (auto& entry : entries) fates.push_back(rules.judge(entry));
  if (std::find(fates.begin(), fates.end(), Fate::kFile) == fates.end()) return {};
  const ThreadLocale locale(Charset::kUtf8);
  MemberReader reader(file);
  // Not `_zip`: that one falls back to reading without the directory when it is missing.
  reader.demand(archive_read_support_format_zip_seekable(reader.handle()));
  reader.demand(archive_read_open_fd(reader.handle(), file.descriptor(), kReadBytes));
  MemberWriter writer(file, into, options);
  UnpackedFiles files;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    go_to(reader, file, entries[i], fates[i]);
    if (fates[i] == Fate::kFile) files.push_back(writer.write(entries[i], reader));
  }
  if (reader.next(true) != nullptr) file.damaged("it has more members than its directory counts");
  return files;
}

}  // namespace setlist::archive
