#include "setlist/loading/order.hpp"

#include "setlist/base/error.hpp"

#include <cmath>

#include <fmt/format.h>

namespace setlist::loading {

std::vector<WindowPlace> windows_in_order(const dataset::Dataset& dataset, double duration,
                                          double hop) {
  for (const double seconds : {duration, hop}) {
    if (!(std::isfinite(seconds) && seconds > 0)) {
      throw base::UsageError(fmt::format(
          "laying out windows: a duration or hop of {} s, expected a positive number", seconds));
    }
  }
  std::vector<WindowPlace> places;
  for (std::uint32_t s = 0; s < dataset.size(); ++s) {
    const double room = dataset[s].duration() - duration;
    // 1e-9: a song of 9.3 s holds the window at 0.3 s + 9 s.
    const auto more =
        room > 0 ? static_cast<std::int64_t>(std::floor(room / hop + 1e-9)) : std::int64_t{0};
    for (std::int64_t k = 0; k <= more; ++k) places.push_back({s, static_cast<double>(k) * hop});
  }
  return places;
}

}  // namespace setlist::loading
