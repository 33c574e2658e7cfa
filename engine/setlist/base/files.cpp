#include "setlist/base/files.hpp"

#include "setlist/base/descriptor.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace setlist::base {
namespace {

namespace fs = std::filesystem;

void sync_path(const fs::path& path, int flags) {
  const Descriptor file(retried([&] { return ::open(path.c_str(), flags | O_CLOEXEC); }));
  if (file.get() < 0) throw FileError("opening", path.string(), errno);
  if (::fsync(file.get()) != 0) throw FileError("saving", path.string(), errno);
}

/// Opens the folder `name` beneath `parent`, making it when missing; refuses symbolic links.
Descriptor open_folder_at(int parent, const std::string& name, const fs::path& shown) {
  if (::mkdirat(parent, name.c_str(), 0777) != 0 && errno != EEXIST) {
    throw FileError("making the folder", shown.string(), errno);
  }
  Descriptor folder(retried([&] {
    return ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  }));
  if (folder.get() < 0) throw FileError("opening the folder", shown.string(), errno);
  return folder;
}

std::string unique_suffix() {
  static std::atomic<std::uint64_t> counter{0};
  std::array<unsigned char, 8> random{};
  const Descriptor source(::open("/dev/urandom", O_RDONLY | O_CLOEXEC));
  if (source.get() < 0 ||
      ::read(source.get(), random.data(), random.size()) != static_cast<ssize_t>(random.size())) {
    random.fill(0);
  }
  std::string suffix = std::to_string(::getpid()) + "-" + std::to_string(counter++) + "-";
  for (const unsigned char byte : random) {
    suffix += "0123456789abcdef"[byte >> 4U];
    suffix += "0123456789abcdef"[byte & 15U];
  }
  return suffix;
}

}  // namespace

std::string read_file(const fs::path& path, std::uint64_t limit_bytes) {
  const Descriptor file(
      retried([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); }));
  if (file.get() < 0) throw FileError("reading", path.string(), errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw FileError("reading", path.string(), errno);
  if (!S_ISREG(status.st_mode)) {
    throw Error(ExitCode::kFileSystem,
                "reading '" + printable(path.string()) + "': not a regular file",
                {.path = path.string(), .url = {}, .pointer = {}});
  }
  if (static_cast<std::uint64_t>(status.st_size) > limit_bytes) {
    throw DefinitionError(
        "reading '" + printable(path.string()) + "': larger than " + human_bytes(limit_bytes),
        {.path = path.string(), .url = {}, .pointer = {}});
  }
  std::string content(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t done = 0;
  while (done < content.size()) {
    const auto count =
        retried([&] { return ::read(file.get(), content.data() + done, content.size() - done); });
    if (count < 0) throw FileError("reading", path.string(), errno);
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  content.resize(done);
  return content;
}

void write_file_atomically(const fs::path& path, std::string_view content) {
  make_folders(path.parent_path());
  const fs::path beside = path.string() + "." + unique_suffix() + ".new";
  try {
    auto file = OutputFile::create(beside);
    file.write(std::as_bytes(std::span(content)));
    file.sync();
    file.close();
    if (::rename(beside.c_str(), path.c_str()) != 0) {
      throw FileError("replacing", path.string(), errno);
    }
  } catch (...) {
    ::unlink(beside.c_str());
    throw;
  }
}

OutputFile OutputFile::create(const fs::path& path) {
  const int descriptor =
      retried([&] { return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); });
  if (descriptor < 0) throw FileError("creating", path.string(), errno);
  return {descriptor, path};
}

// Component by component with O_NOFOLLOW, so that not even a link planted by another process
// between two calls leads outside.
OutputFile OutputFile::create_beneath(const fs::path& folder, std::string_view relative_path) {
  Descriptor parent(
      retried([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (parent.get() < 0) throw FileError("opening the folder", folder.string(), errno);
  const fs::path whole = folder / fs::path(relative_path);
  std::string_view rest = relative_path;
  for (std::size_t slash; (slash = rest.find('/')) != std::string_view::npos;) {
    parent = open_folder_at(parent.get(), std::string(rest.substr(0, slash)), whole);
    rest.remove_prefix(slash + 1);
  }
  const std::string name(rest);
  const int descriptor = retried([&] {
    return ::openat(parent.get(), name.c_str(),
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  });
  if (descriptor < 0) throw FileError("creating", whole.string(), errno);
  return {descriptor, whole};
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_path(std::move(other.m_path)) {}

OutputFile::~OutputFile() {
  if (m_descriptor >= 0) ::close(m_descriptor);
}

void OutputFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto count = retried([&] { return ::write(m_descriptor, bytes.data(), bytes.size()); });
    if (count < 0) throw FileError("writing", m_path.string(), errno);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

void OutputFile::sync() {
  if (::fsync(m_descriptor) != 0) throw FileError("saving", m_path.string(), errno);
}

void OutputFile::close() {
  if (::close(std::exchange(m_descriptor, -1)) != 0) {
    throw FileError("saving", m_path.string(), errno);
  }
}

TemporaryFolder::TemporaryFolder(const fs::path& parent, std::string_view prefix) {
  make_folders(parent);
  m_path = parent / (std::string(prefix) + "." + unique_suffix());
  if (::mkdir(m_path.c_str(), 0777) != 0) {
    throw FileError("making the folder", m_path.string(), errno);
  }
}

TemporaryFolder::~TemporaryFolder() {
  if (m_kept) return;
  std::error_code ignored;
  fs::remove_all(m_path, ignored);
}

void sync_tree(const fs::path& folder) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    sync_path(entry.path(), entry.is_directory() ? O_RDONLY | O_DIRECTORY : O_RDONLY);
  }
  sync_path(folder, O_RDONLY | O_DIRECTORY);
}

void publish_folder(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
    throw FileError("publishing", to.string(), errno);
  }
  sync_path(to.parent_path(), O_RDONLY | O_DIRECTORY);
}

void make_folders(const fs::path& folder) {
  if (folder.empty()) return;
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) throw FileError("making the folder", folder.string(), failure.value());
}

std::uint64_t free_bytes(const fs::path& path) {
  fs::path existing = fs::absolute(path);
  std::error_code failure;
  while (!fs::exists(existing, failure) && existing.has_relative_path()) {
    existing = existing.parent_path();
  }
  const auto space = fs::space(existing, failure);
  return failure ? 0 : space.available;
}

}  // namespace setlist::base
