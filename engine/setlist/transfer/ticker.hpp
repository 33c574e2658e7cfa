#pragma once

#include "setlist/transfer/download.hpp"

#include <chrono>
#include <cstdint>

namespace setlist::transfer {

/// Keeps the caller informed: often enough that an interrupt works while a server is silent, and
/// not so often that the callback costs more than the transfer.
class Ticker {
 public:
  static constexpr std::chrono::milliseconds kInterval{100};

  explicit Ticker(const DownloadProgress& progress) : m_progress(progress) {}

  /// Calls when an interval has passed since the last call.
  void tick(std::uint64_t done, std::uint64_t total);
  void call(std::uint64_t done, std::uint64_t total);
  /// Sleeps, and keeps calling.
  void wait(std::chrono::milliseconds time);

 private:
  const DownloadProgress& m_progress;
  std::uint64_t m_done = 0;
  std::uint64_t m_total = 0;
  std::chrono::steady_clock::time_point m_last{};
};

}  // namespace setlist::transfer
