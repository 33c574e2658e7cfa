#pragma once

#include "setlist/base/error.hpp"

namespace setlist::cli {

/// While one is alive, Ctrl-C and SIGTERM set a flag instead of ending the process; the second
/// signal ends it at once.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  [[nodiscard]] bool asked() const;
  /// Of a command that the last signal stopped.
  [[nodiscard]] static base::ExitCode exit_code();
};

}  // namespace setlist::cli
