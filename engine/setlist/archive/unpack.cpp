#include "setlist/archive/unpack.hpp"

#include "setlist/archive/archive_handle.hpp"
#include "setlist/archive/file_kind.hpp"
#include "setlist/archive/input_file.hpp"
#include "setlist/archive/member_rules.hpp"
#include "setlist/archive/utf8_locale.hpp"
#include "setlist/archive/zip_directory.hpp"
#include "setlist/base/digest.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include <zlib.h>

// Note [Who is believed]
// libarchive finds and inflates the members; what a member is called, and how many there are, is
// read by zip_directory alone. The k-th header of libarchive is the k-th entry of the directory
// (both go by offset), and the directory's size and CRC are held against the bytes that arrive, so
// a file can only get the content that the directory gave to its name.

namespace setlist::archive {
namespace {

constexpr std::size_t kReadBytes = 1U << 18U;

void demand_zip(const InputFile& file) {
  const std::uint64_t size = file.size_bytes();
  const std::string kind =
      kind_of(file.bytes_at(0, size < kKindBytes ? size : std::uint64_t{kKindBytes}));
  if (kind != "zip") file.damaged("not a zip archive: " + kind);
}

/// libarchive over the members of one zip archive.
class Reader {
 public:
  explicit Reader(const InputFile& file) : m_file(file), m_archive(archive_read_new()) {
    // Not `_zip`: that one falls back to reading without the directory when it is missing.
    if (!m_archive || archive_read_support_format_zip_seekable(m_archive.get()) != ARCHIVE_OK ||
        archive_read_open_fd(m_archive.get(), file.descriptor(), kReadBytes) != ARCHIVE_OK) {
      m_file.damaged(reason());
    }
  }

  /// Goes to the next member; its header must be as the directory said.
  void next(const ZipEntry& entry, Fate fate) {
    struct archive_entry* header = nullptr;
    const int result = archive_read_next_header(m_archive.get(), &header);
    m_member = &entry;
    if (result == ARCHIVE_WARN && fate == Fate::kSkipped) return;
    if (result == ARCHIVE_EOF) m_file.damaged("members are missing from " + member() + " on");
    if (result != ARCHIVE_OK) m_file.damaged("member " + member() + ": " + reason());
    if (fate == Fate::kSkipped) return;
    const auto type = archive_entry_filetype(header);
    if (type != (fate == Fate::kFile ? AE_IFREG : AE_IFDIR) || archive_entry_symlink(header) ||
        archive_entry_hardlink(header)) {
      m_file.refuse(base::ExitCode::kHostile, "link or special file in the archive: " + member());
    }
    if (archive_entry_is_encrypted(header)) {
      m_file.refuse(base::ExitCode::kCredentials, "it is password protected: " + member());
    }
  }

  void expect_end() {
    struct archive_entry* header = nullptr;
    if (archive_read_next_header(m_archive.get(), &header) != ARCHIVE_EOF) {
      m_file.damaged("it has more members than its directory counts");
    }
  }

  /// Nothing at the end of the member. Anything but a good block is an error: a wrong CRC is a mere
  /// warning to libarchive.
  std::span<const std::byte> block(std::uint64_t expected_offset) {
    const void* data = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    do {
      const int result = archive_read_data_block(m_archive.get(), &data, &size, &offset);
      if (result == ARCHIVE_EOF) return {};
      if (result != ARCHIVE_OK) m_file.damaged("member " + member() + ": " + reason());
    } while (size == 0);
    if (static_cast<std::uint64_t>(offset) != expected_offset) {
      m_file.damaged("member " + member() + " has a hole");
    }
    return {static_cast<const std::byte*>(data), size};
  }

  [[nodiscard]] std::string member() const {
    return m_member == nullptr ? "" : "'" + base::printable(m_member->name) + "'";
  }

 private:
  [[nodiscard]] std::string reason() const {
    const char* raw = m_archive ? archive_error_string(m_archive.get()) : nullptr;
    std::string_view text = raw == nullptr ? "it is damaged" : raw;
    while (text.ends_with('\n')) text.remove_suffix(1);
    return base::printable(text);
  }

  const InputFile& m_file;
  UniqueArchive m_archive;
  const ZipEntry* m_member = nullptr;
};

/// One unpack in progress.
class Unpacking {
 public:
  Unpacking(const InputFile& file, const std::filesystem::path& into, const UnpackLimits& limits,
            const UnpackProgress& progress)
      : m_file(file), m_into(into), m_limits(limits), m_progress(progress), m_reader(file) {}

  std::vector<UnpackedFile> run(const std::vector<ZipEntry>& entries,
                                const std::vector<Fate>& fates) {
    std::vector<UnpackedFile> files;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      m_reader.next(entries[i], fates[i]);
      if (fates[i] == Fate::kFile) files.push_back(write(entries[i]));
    }
    m_reader.expect_end();
    return files;
  }

 private:
  UnpackedFile write(const ZipEntry& entry) {
    auto output = base::OutputFile::create_beneath(m_into, entry.name);
    base::Hasher hasher("sha256");
    uLong crc = 0;
    std::uint64_t done = 0;
    for (auto bytes = m_reader.block(0); !bytes.empty(); bytes = m_reader.block(done)) {
      if (bytes.size() > entry.size_bytes - done) {
        m_file.damaged("member " + m_reader.member() + " is longer than the " +
                       std::to_string(entry.size_bytes) + " bytes it declares");
      }
      if (bytes.size() > m_limits.bytes - m_written) {
        m_file.refuse(base::ExitCode::kQuota, "it is larger than the quota of " +
                                                  std::to_string(m_limits.bytes) + " bytes");
      }
      output.write(bytes);
      hasher.add(bytes);
      crc = ::crc32_z(crc, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
      done += bytes.size();
      m_written += bytes.size();
      if (m_progress) m_progress(m_written);
    }
    output.close();
    if (done != entry.size_bytes || crc != entry.crc) {
      m_file.damaged("member " + m_reader.member() + " is damaged: " + std::to_string(done) +
                     " bytes with a " + (crc == entry.crc ? "right" : "wrong") + " CRC, expected " +
                     std::to_string(entry.size_bytes));
    }
    return {entry.name, done, hasher.finish().hex};
  }

  const InputFile& m_file;
  const std::filesystem::path& m_into;
  const UnpackLimits& m_limits;
  const UnpackProgress& m_progress;
  Reader m_reader;
  std::uint64_t m_written = 0;
};

}  // namespace

std::vector<UnpackedFile> unpack(const std::filesystem::path& archive,
                                 const std::filesystem::path& into, const UnpackLimits& limits,
                                 const UnpackProgress& progress) {
  const InputFile file(archive);
  demand_zip(file);
  const std::vector<ZipEntry> entries = read_zip_directory(file, limits.entries);
  const std::vector<Fate> fates = judge_members(file, entries, limits);
  if (std::find(fates.begin(), fates.end(), Fate::kFile) == fates.end()) {
    file.damaged("it is empty: it holds no file");
  }
  const Utf8Locale locale;
  return Unpacking(file, into, limits, progress).run(entries, fates);
}

}  // namespace setlist::archive
