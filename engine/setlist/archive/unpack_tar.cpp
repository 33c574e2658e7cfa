#include "setlist/archive/byte_source.hpp"
#include "setlist/archive/member_stream.hpp"
#include "setlist/archive/thread_locale.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <string>
#include <utility>

// Note [The end of a tar]
// A tar ends with a block of zeros, yet libarchive takes the end of the file for it as well: of a
// tar cut between two members the rest would be missing without a word. So what is behind the last
// byte is a block that is neither a header nor zeros. A whole tar never asks for it; where a cut
// one does, libarchive fails, or has consumed more than there was.

// Note [Names in a pax header]
// They are UTF-8, and in a UTF-8 locale libarchive composes their accents, so that a name would
// not be the one that the archive holds, nor the one that GNU tar gives. In the locale of bytes it
// cannot convert names beyond ASCII: it warns, and gives them as they are.

namespace setlist::archive {
namespace {

constexpr std::size_t kBlockBytes = 512;
constexpr auto kBehindTheEnd = [] {
  std::array<unsigned char, kBlockBytes> block{};
  block.fill(0xA5);
  return block;
}();

/// What a member needs in the archive besides its content: headers, long names, padding.
constexpr std::uint64_t kBytesPerEntry = 4096;
constexpr std::uint64_t kBytesBesides = 16ULL << 20U;

/// A tar on its way to libarchive.
class TarFeed {
 public:
  TarFeed(const InputFile& file, Kind kind, const UnpackLimits& limits)
      : m_file(file),
        m_source(make_source(file, kind)),
        m_most(saturated(limits.bytes, limits.entries)) {}

  /// What is compressed must be a tar.
  void demand_tar() {
    while (!m_ended && m_head.size() < kKindBytes) {
      const auto bytes = pulled();
      m_head.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    const FileKind inner = kind_of(std::string_view(m_head).substr(0, kKindBytes));
    if (inner.kind != Kind::kTar) m_file.damaged("not a tar archive: inside is " + inner.words);
  }

  static la_ssize_t read(struct archive*, void* self, const void** bytes) {
    auto& feed = *static_cast<TarFeed*>(self);
    try {
      const auto next = feed.next();
      *bytes = next.data();
      return static_cast<la_ssize_t>(next.size());
    } catch (...) {  // no exception may pass through libarchive
      feed.m_failure = std::current_exception();
      return ARCHIVE_FATAL;
    }
  }

  /// Throws what is known better than libarchive does.
  void explain_failure() const {
    if (m_failure) std::rethrow_exception(m_failure);
    if (m_ended) m_file.damaged("it is truncated: its end is missing");
  }

  /// After libarchive consumed `consumed` bytes and saw the end.
  void demand_end(std::uint64_t consumed) {
    while (!m_ended && !pulled().empty()) {
    }
    if (consumed > m_size) m_file.damaged("it is truncated: its end is missing");
    if (m_content_end > consumed) {
      m_file.damaged("there are data after the end of the tar archive");
    }
  }

 private:
  static std::uint64_t saturated(std::uint64_t bytes, std::uint64_t entries) {
    const std::uint64_t besides =
        kBytesBesides + std::min(entries, UINT64_MAX / 2 / kBytesPerEntry) * kBytesPerEntry;
    return bytes > UINT64_MAX - besides ? UINT64_MAX : bytes + besides;
  }

  std::span<const std::byte> next() {
    if (!std::exchange(m_head_given, true)) return std::as_bytes(std::span(m_head));
    if (m_ended) return {};
    const auto bytes = pulled();
    return bytes.empty() ? std::as_bytes(std::span(kBehindTheEnd)) : bytes;
  }

  std::span<const std::byte> pulled() {
    const auto bytes = m_source->next();
    m_ended = bytes.empty();
    const auto last = std::find_if(bytes.rbegin(), bytes.rend(),
                                   [](std::byte byte) { return byte != std::byte{0}; });
    if (last != bytes.rend()) {
      m_content_end = m_size + static_cast<std::uint64_t>(bytes.rend() - last);
    }
    m_size += bytes.size();
    if (m_size > m_most) {
      m_file.refuse(base::ExitCode::kQuota, "it unpacks to more than " + base::human_bytes(m_most));
    }
    return bytes;
  }

  const InputFile& m_file;
  std::unique_ptr<ByteSource> m_source;
  std::uint64_t m_most;
  std::string m_head;
  bool m_head_given = false;
  std::uint64_t m_size = 0;
  std::uint64_t m_content_end = 0;  // just behind the last byte that is no zero
  bool m_ended = false;
  std::exception_ptr m_failure;
};

}  // namespace

UnpackedFiles unpack_tar(const InputFile& file, Kind kind, const std::filesystem::path& into,
                         const UnpackOptions& options) {
  TarFeed feed(file, kind, options.limits);
  feed.demand_tar();
  const ThreadLocale locale(Charset::kBytes);
  MemberReader reader(file, [&] { feed.explain_failure(); });
  struct archive* handle = reader.handle();
  reader.demand(archive_read_support_format_tar(handle));
  reader.demand(archive_read_open(handle, &feed, nullptr, TarFeed::read, nullptr));
  auto files = unpack_members(reader, file, into, options);
  feed.demand_end(static_cast<std::uint64_t>(archive_filter_bytes(handle, 0)));
  return files;
}

}  // namespace setlist::archive
