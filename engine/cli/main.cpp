#include "cli/command.hpp"

#include <csignal>

int main(int count, char** values) {
  // A closed pipe or a file-size limit is an ordinary error, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
#ifdef SIGXFSZ
  std::signal(SIGXFSZ, SIG_IGN);
#endif
  return setlist::cli::run({values + 1, values + count});
}
