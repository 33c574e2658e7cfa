#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace setlist::base {

/// What a long operation is doing now.
struct Progress {
  enum class Phase { kDownload, kUnpack, kConvert, kPublish, kVerify };
  Phase phase = Phase::kDownload;
  std::string dataset;
  std::string item;         ///< a file or song; "" for the phase as a whole
  std::uint64_t done = 0;   ///< bytes; in kConvert songs
  std::uint64_t total = 0;  ///< 0 when not known
};

/// Called from the thread that runs the operation. Returning false asks it to stop: it ends with
/// `Interrupted`, leaving nothing half made. An empty function is allowed.
using ProgressCallback = std::function<bool(const Progress&)>;

/// Throws `Interrupted` when the callback asks to stop.
void report(const ProgressCallback& callback, const Progress& progress);

}  // namespace setlist::base
