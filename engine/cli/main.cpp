#include "cli/command.hpp"

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace {

/// A file opened while a standard stream is closed would take its number, and what is printed would
/// go into it.
void keep_standard_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) == -1) (void)::open("/dev/null", O_RDWR);
  }
}

}  // namespace

int main(int count, char** values) {
  keep_standard_streams();
  // A closed pipe or a file-size limit is an ordinary error, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
#ifdef SIGXFSZ
  std::signal(SIGXFSZ, SIG_IGN);
#endif
  return setlist::cli::run({values + 1, values + count});
}
