#include "setlist/transfer/part.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/transfer/part_claim.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

namespace setlist::transfer {
namespace {

namespace fs = std::filesystem;

/// A killed process fetches at most so much again.
constexpr std::uint64_t kSaveBytes = 64ULL << 20U;
constexpr std::chrono::seconds kSaveInterval{30};
constexpr std::size_t kBlockBytes = 1U << 18U;
constexpr std::uint64_t kLargestJournal = 1U << 16U;

fs::path bytes_in(const fs::path& folder) { return folder / "bytes"; }
fs::path journal_in(const fs::path& folder) { return folder / "journal.json"; }

/// The journal of a part, if its bytes are there as well.
std::optional<Journal> journal_of(const fs::path& folder) {
  try {
    auto journal = parse_journal(base::read_file(journal_in(folder), kLargestJournal));
    std::error_code failure;
    const auto size = fs::file_size(bytes_in(folder), failure);
    if (failure || !journal || size < journal->durable_bytes) return std::nullopt;
    return journal;
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

void discard(const fs::path& path) {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

}  // namespace

Part::Part(const Request& request) : m_into(request.into), m_rest(request.keep_part) {
  if (m_rest.empty()) {
    create();
  } else {
    open_kept();
  }
}

void Part::create() {
  m_descriptor = base::Descriptor(base::retried(
      [&] { return ::open(file().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666); }));
  if (m_descriptor.get() < 0) throw base::FileError("creating", file().string(), errno);
}

void Part::open_kept() {
  struct stat status {};
  if (::lstat(m_into.c_str(), &status) == 0) {
    throw base::FileError("creating", m_into.string(), EEXIST);
  }
  const fs::path parent = m_into.has_parent_path() ? m_into.parent_path() : ".";
  if (::stat(parent.c_str(), &status) != 0) {
    throw base::FileError("creating", m_into.string(), errno);
  }
  auto claimed = claim_parts(m_rest);
  const auto durable = [](const fs::path& folder) {
    const auto journal = journal_of(folder);
    return journal ? journal->durable_bytes : 0;
  };
  std::stable_sort(claimed.begin(), claimed.end(),
                   [&](const auto& a, const auto& b) { return durable(a) > durable(b); });
  for (const auto& folder : claimed) {
    if (!m_folder.empty() || !open_claimed(folder)) discard(folder);
  }
  if (!m_folder.empty()) return;
  m_folder = make_claimed(m_rest);
  try {
    create();
  } catch (...) {
    discard(m_folder);
    throw;
  }
}

/// False when there is nothing in it to go on with.
bool Part::open_claimed(const fs::path& folder) {
  auto journal = journal_of(folder);
  if (!journal || journal->durable_bytes == 0) return false;
  base::Descriptor descriptor(base::retried(
      [&] { return ::open(bytes_in(folder).c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC); }));
  if (descriptor.get() < 0) return false;
  struct stat status {};
  const auto size = static_cast<off_t>(journal->durable_bytes);
  if (::fstat(descriptor.get(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  if (::ftruncate(descriptor.get(), size) != 0) return false;
  m_folder = folder;
  m_descriptor = std::move(descriptor);
  m_origin = std::move(journal->origin);
  m_size = m_durable = journal->durable_bytes;
  return true;
}

Part::~Part() {
  if (m_published) return;
  if (m_rest.empty()) {
    discard(m_into);
    return;
  }
  try {
    if (m_size > m_durable && !m_doubtful) save();
  } catch (...) {
    // The journal still names what was saved before, unless the disk itself is in doubt.
  }
  if (m_doubtful || m_durable == 0 || !release_part(m_folder, m_rest)) discard(m_folder);
}

fs::path Part::file() const { return m_rest.empty() ? m_into : bytes_in(m_folder); }

void Part::append(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto count = base::retried([&] {
      return ::pwrite(m_descriptor.get(), bytes.data(), bytes.size(), static_cast<off_t>(m_size));
    });
    if (count < 0) throw base::FileError("writing", file().string(), errno);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    m_size += static_cast<std::uint64_t>(count);
  }
  if (m_rest.empty() || m_size == m_durable) return;
  const bool due = std::chrono::steady_clock::now() - m_saved >= kSaveInterval;
  if (due || m_size - m_durable >= kSaveBytes) save();
}

void Part::save() {
  if (::fdatasync(m_descriptor.get()) != 0) {
    m_doubtful = true;
    throw base::FileError("saving", file().string(), errno);
  }
  base::write_file_atomically(journal_in(m_folder), journal_text({m_origin, m_size}));
  m_durable = m_size;
  m_saved = std::chrono::steady_clock::now();
}

std::size_t Part::read_at(std::uint64_t offset, std::span<std::byte> into) const {
  std::size_t done = 0;
  while (done < into.size()) {
    const auto count = base::retried([&] {
      return ::pread(m_descriptor.get(), into.data() + done, into.size() - done,
                     static_cast<off_t>(offset + done));
    });
    if (count < 0) throw base::FileError("reading", file().string(), errno);
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

bool Part::holds(std::uint64_t offset, std::span<const std::byte> bytes) const {
  std::vector<std::byte> there(bytes.size());
  return read_at(offset, there) == there.size() && std::ranges::equal(there, bytes);
}

void Part::read(const std::function<void(std::span<const std::byte>)>& take) const {
  std::vector<std::byte> block(kBlockBytes);
  for (std::uint64_t offset = 0; offset < m_size;) {
    const std::size_t wanted = std::min<std::uint64_t>(block.size(), m_size - offset);
    const std::size_t count = read_at(offset, std::span(block).first(wanted));
    if (count < wanted) throw base::FileError("reading", file().string(), EIO);
    take(std::span(block).first(count));
    offset += count;
  }
}

// The journal goes first: it must never name bytes that are not there.
void Part::clear() {
  m_origin = {};
  if (!m_rest.empty() && m_durable > 0) discard(journal_in(m_folder));
  if (::ftruncate(m_descriptor.get(), 0) != 0) {
    throw base::FileError("writing", file().string(), errno);
  }
  m_size = m_durable = 0;
}

void Part::publish() {
  if (::close(m_descriptor.release()) != 0) {
    m_doubtful = true;
    throw base::FileError("saving", file().string(), errno);
  }
  if (!m_rest.empty()) {
    base::publish_folder(file(), m_into);
    discard(m_folder);
  }
  m_published = true;
}

}  // namespace setlist::transfer
