#include "cli/interrupt.hpp"

#include <csignal>

namespace setlist::cli {
namespace {

volatile std::sig_atomic_t g_asked = 0;

void remember(int signal) {
  g_asked = signal;
  std::signal(signal, SIG_DFL);
}

}  // namespace

Interrupt::Interrupt() {
  g_asked = 0;
  std::signal(SIGINT, remember);
  std::signal(SIGTERM, remember);
}

Interrupt::~Interrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool Interrupt::asked() const { return g_asked != 0; }

base::ExitCode Interrupt::exit_code() {
  return g_asked == SIGTERM ? base::ExitCode::kTerminated : base::ExitCode::kInterrupted;
}

}  // namespace setlist::cli
