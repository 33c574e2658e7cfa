#include "setlist/base/descriptor.hpp"
#include "setlist/transfer/attempt.hpp"
#include "setlist/transfer/url.hpp"

#include <cerrno>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

namespace setlist::transfer {
namespace {

constexpr std::size_t kBlockBytes = 1U << 18U;

Outcome refused(const std::string& reason) {
  return {Outcome::Kind::kFinal, base::ExitCode::kFileSystem, reason};
}

Outcome refused(int error_number) { return refused(std::generic_category().message(error_number)); }

}  // namespace

// libcurl could read file: URLs, but it takes a folder for an empty file, waits for ever for a FIFO
// and never ends with a device.
Outcome fetch_file(const std::string& url, const Request& request, Reception& reception,
                   Ticker& ticker) {
  reception.restart();
  // O_NONBLOCK: opening a FIFO without a writer would wait for ever.
  const base::Descriptor source(base::retried(
      [&] { return ::open(path_of(url).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); }));
  struct stat status {};
  if (source.get() < 0 || ::fstat(source.get(), &status) != 0) return refused(errno);
  if (!S_ISREG(status.st_mode)) return refused("it is not a regular file");
  const auto size = static_cast<std::uint64_t>(status.st_size);
  std::vector<std::byte> block(kBlockBytes);
  for (;;) {
    const auto count =
        base::retried([&] { return ::read(source.get(), block.data(), block.size()); });
    if (count < 0) return refused(errno);
    if (count == 0) break;
    const auto bytes = std::span(block).first(static_cast<std::size_t>(count));
    if (reception.add(bytes) != Reception::Taken::kYes) {
      return {Outcome::Kind::kWrong, base::ExitCode::kIntegrity};
    }
    // Files of /proc have no size; others that hold more than theirs are being written.
    if (reception.size_bytes() > size) return refused("it holds more than its size says");
    ticker.tick(reception.size_bytes(), request.size_bytes.value_or(size));
  }
  if (reception.size_bytes() < size) return refused("it became shorter while it was read");
  return {Outcome::Kind::kComplete, base::ExitCode::kDone};
}

}  // namespace setlist::transfer
