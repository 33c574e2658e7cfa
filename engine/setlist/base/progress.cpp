#include "setlist/base/progress.hpp"

#include "setlist/base/error.hpp"

namespace setlist::base {

void report(const ProgressCallback& callback, const Progress& progress) {
  if (!callback || callback(progress)) return;
  if (progress.phase == Progress::Phase::kVerify) {
    throw Interrupted("verifying " + progress.dataset + ": stopped");
  }
  throw Interrupted("installing " + progress.dataset +
                    ": stopped; nothing was published, run the same command to continue");
}

}  // namespace setlist::base
