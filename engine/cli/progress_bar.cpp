#include "cli/progress_bar.hpp"

#include "cli/tell.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

namespace setlist::cli {
namespace {

using base::Progress;

const char* word_of(Progress::Phase phase) {
  switch (phase) {
    case Progress::Phase::kDownload:
      return "fetching";
    case Progress::Phase::kUnpack:
      return "unpacking";
    case Progress::Phase::kConvert:
      return "converting";
    case Progress::Phase::kVerify:
      return "verifying";
    case Progress::Phase::kPublish:
      break;
  }
  return "publishing";
}

std::string amount(const Progress& progress) {
  const bool songs = progress.phase == Progress::Phase::kConvert;
  const auto shown = [&](std::uint64_t n) {
    return songs ? std::to_string(n) : base::human_bytes(n);
  };
  if (progress.phase == Progress::Phase::kPublish) return {};
  if (progress.total == 0) return shown(progress.done);
  return fmt::format("{} of {}{}", shown(progress.done), shown(progress.total),
                     songs ? " songs" : "");
}

std::string gauge(const Progress& progress) {
  constexpr std::uint64_t kWidth = 24;
  if (progress.total == 0) return {};
  const auto filled = std::min(kWidth, progress.done * kWidth / progress.total);
  std::string bar = "[";
  for (std::uint64_t k = 0; k < kWidth; ++k) bar += k < filled ? "=" : " ";
  return bar + "] ";
}

}  // namespace

ProgressBar::ProgressBar() : m_terminal(::isatty(STDERR_FILENO) != 0) {}

std::string ProgressBar::line(const Progress& progress) const {
  std::string text = fmt::format("{} {:<10} {}{}", progress.dataset, word_of(progress.phase),
                                 gauge(progress), amount(progress));
  const double seconds = std::chrono::duration<double>(Clock::now() - m_phase_begin).count();
  if (progress.phase == Progress::Phase::kDownload && seconds > 0.5) {
    const double rate = static_cast<double>(progress.done) / seconds;
    text += fmt::format(", {}/s", base::human_bytes(static_cast<std::uint64_t>(rate)));
    if (progress.total > progress.done && rate > 1) {
      text += fmt::format(", {:.0f} s left",
                          static_cast<double>(progress.total - progress.done) / rate);
    }
  }
  return text;
}

void ProgressBar::show(const Progress& progress) {
  const std::string phase = progress.dataset + word_of(progress.phase);
  const bool begins = phase != m_phase;
  const auto now = Clock::now();
  if (begins) {
    m_phase = phase;
    m_phase_begin = now;
  }
  if (!m_terminal) {
    if (begins) tell("{}\n", line(progress));
    return;
  }
  const bool complete = progress.total != 0 && progress.done == progress.total;
  if (!begins && !complete && now - m_last_drawn < std::chrono::milliseconds(100)) return;
  m_last_drawn = now;
  tell("\r\x1b[K{}", line(progress));
}

void ProgressBar::clear() {
  if (m_terminal && !m_phase.empty()) tell("\r\x1b[K");
  m_phase.clear();
}

}  // namespace setlist::cli
