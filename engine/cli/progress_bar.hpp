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
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(const base::Progress& progress);
  void clear();  ///< takes the line away, so that a sentence can stand there

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] std::string line(const base::Progress& progress) const;

  bool m_terminal;
  std::string m_phase;
  Clock::time_point m_phase_begin;
  Clock::time_point m_last_drawn;
};

}  // namespace setlist::cli
