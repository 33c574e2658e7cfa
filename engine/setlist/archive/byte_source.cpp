#include "setlist/archive/byte_source.hpp"

#include "setlist/archive/gzip_source.hpp"
#include "setlist/archive/member_reader.hpp"

#include <algorithm>
#include <string>

namespace setlist::archive {
namespace {

constexpr std::size_t kStepBytes = 1U << 18U;

class PlainSource : public ByteSource {
 public:
  explicit PlainSource(const InputFile& file) : m_file(file) {}

  [[nodiscard]] std::span<const std::byte> next() override {
    const auto count = std::min<std::uint64_t>(kStepBytes, m_file.size_bytes() - m_read);
    m_bytes = m_file.bytes_at(m_read, count);
    m_read += count;
    return std::as_bytes(std::span(m_bytes));
  }

 private:
  const InputFile& m_file;
  std::uint64_t m_read = 0;
  std::string m_bytes;
};

/// bzip2, xz and zstd by libarchive, as the only member of its "raw" format.
class FilterSource : public ByteSource {
 public:
  FilterSource(const InputFile& file, int (*support)(struct archive*))
      : m_file(file), m_reader(file) {
    struct archive* handle = m_reader.handle();
    m_reader.demand(archive_read_support_format_raw(handle));
    m_reader.demand(archive_read_support_format_empty(handle));
    // A libarchive built without this compression answers with a warning and would run a program.
    m_reader.demand(support(handle));
    m_reader.demand(archive_read_open_fd(handle, file.descriptor(), kStepBytes));
    if (archive_filter_count(handle) != 2) {
      m_file.damaged("its compressed data are damaged from their first bytes on");
    }
    m_empty = m_reader.next() == nullptr;
  }

  [[nodiscard]] std::span<const std::byte> next() override {
    const auto bytes = m_empty ? std::span<const std::byte>() : m_reader.block(m_given);
    m_given += bytes.size();
    // libarchive passes over what follows a bzip2 stream without a word.
    if (bytes.empty() && static_cast<std::uint64_t>(archive_filter_bytes(m_reader.handle(), -1)) !=
                             m_file.size_bytes()) {
      m_file.damaged("there are bytes after the end of its compressed data");
    }
    return bytes;
  }

 private:
  const InputFile& m_file;
  MemberReader m_reader;
  bool m_empty = false;
  std::uint64_t m_given = 0;
};

}  // namespace

std::unique_ptr<ByteSource> make_source(const InputFile& file, Kind kind) {
  switch (kind) {
    case Kind::kGzip:
      return std::make_unique<GzipSource>(file);
    case Kind::kBzip2:
      return std::make_unique<FilterSource>(file, archive_read_support_filter_bzip2);
    case Kind::kXz:
      return std::make_unique<FilterSource>(file, archive_read_support_filter_xz);
    case Kind::kZstd:
      return std::make_unique<FilterSource>(file, archive_read_support_filter_zstd);
    default:
      return std::make_unique<PlainSource>(file);
  }
}

}  // namespace setlist::archive
