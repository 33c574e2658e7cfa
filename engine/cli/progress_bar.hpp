#pragma once

#include "setlist/base/progress.hpp"

#include <chrono>
#include <string>

namespace setlist::cli {

/// One line on stderr that redraws itself ten times a second; on what is no terminal, one line when
/// a phase begins.
class ProgressBar {
 public:
  ProgressBar();
  void show(const base::Progress& progress);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] std::string line(const base::Progress& progress) const;

  bool m_terminal;
  std::string m_phase;
  Clock::time_point m_phase_begin;
  Clock::time_point m_last_drawn;
};

}  // namespace setlist::cli
