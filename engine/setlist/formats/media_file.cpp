#include "setlist/formats/media_file.hpp"

#include "setlist/base/text.hpp"

#include <cerrno>
#include <limits>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace setlist::formats {

// Without O_NONBLOCK, opening a FIFO that nobody writes to would wait for ever.
MediaFile::MediaFile(const std::filesystem::path& path) : m_path(path.string()) {
  do {
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  } while (m_descriptor < 0 && errno == EINTR);
  if (m_descriptor < 0) throw base::FileError("reading", m_path, errno);
  struct stat status {};
  const int error_number = ::fstat(m_descriptor, &status) == 0 ? 0 : errno;
  if (error_number == 0 && S_ISREG(status.st_mode)) {
    m_size = static_cast<std::uint64_t>(status.st_size);
    return;
  }
  ::close(m_descriptor);
  if (error_number != 0) throw base::FileError("reading", m_path, error_number);
  throw base::Error(base::ExitCode::kFileSystem,
                    "reading '" + base::printable(m_path) + "': not a regular file",
                    {.path = m_path, .url = {}, .pointer = {}});
}

MediaFile::~MediaFile() { ::close(m_descriptor); }

std::size_t MediaFile::read_at(std::uint64_t offset, std::span<unsigned char> out) const {
  std::size_t done = 0;
  if (offset > static_cast<std::uint64_t>(std::numeric_limits<off_t>::max()) - out.size()) return 0;
  while (done < out.size()) {
    const auto count = ::pread(m_descriptor, out.data() + done, out.size() - done,
                               static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw base::FileError("reading", m_path, errno);
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

base::FormatError MediaFile::fault(const std::string& what) const {
  return base::FormatError("reading '" + base::printable(m_path) + "': " + what,
                           {.path = m_path, .url = {}, .pointer = {}});
}

}  // namespace setlist::formats
