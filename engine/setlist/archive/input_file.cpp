#include "setlist/archive/input_file.hpp"

#include "setlist/base/text.hpp"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace setlist::archive {

// O_NONBLOCK: opening a FIFO that has no writer would wait for ever.
InputFile::InputFile(std::filesystem::path path)
    : m_path(std::move(path)),
      m_descriptor(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  if (m_descriptor < 0) throw base::FileError("reading", m_path.string(), errno);
  struct stat status {};
  const bool known = ::fstat(m_descriptor, &status) == 0;
  if (!known || !S_ISREG(status.st_mode)) {
    ::close(m_descriptor);
    refuse(base::ExitCode::kFileSystem, "it is not a regular file");
  }
  m_size = static_cast<std::uint64_t>(status.st_size);
}

InputFile::~InputFile() { ::close(m_descriptor); }

std::string InputFile::bytes_at(std::uint64_t offset, std::uint64_t count) const {
  if (offset > m_size || count > m_size - offset) damaged("it is truncated or its offsets lie");
  std::string bytes(static_cast<std::size_t>(count), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::pread(m_descriptor, bytes.data() + done, bytes.size() - done,
                                static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw base::FileError("reading", m_path.string(), errno);
    if (got == 0) damaged("it became shorter while it was read");
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

void InputFile::refuse(base::ExitCode code, const std::string& fault) const {
  throw base::ArchiveError(code, "unpacking '" + base::printable(m_path.string()) + "': " + fault,
                           {.path = m_path.string(), .url = {}, .pointer = {}});
}

}  // namespace setlist::archive
