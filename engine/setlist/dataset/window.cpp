#include "setlist/dataset/window.hpp"

#include "setlist/base/error.hpp"
#include "setlist/music/time.hpp"

#include <cmath>

#include <fmt/format.h>

namespace setlist::dataset {

std::int64_t column_count(double duration, double resolution) {
  return music::column_at(duration, resolution);
}

void check_resolution(double resolution) {
  if (!(std::isfinite(resolution) && resolution > 0)) {
    throw base::UsageError(fmt::format(
        "making a pianoroll: the resolution is {}, expected a positive number of seconds",
        resolution));
  }
}

music::Pianoroll window_roll(const music::Notes& notes, double start,
                             const WindowRequest& request) {
  const double resolution = request.resolution;
  music::PianorollOptions options{.resolution = resolution,
                                  .columns = column_count(request.duration, resolution)};
  const double columns_before = start / resolution;
  const double nearest = std::round(columns_before);
  // On the song's grid the song's own columns are used, so that window and whole agree to the
  // frame whatever the rounding of a difference of times would do.
  if (std::abs(columns_before - nearest) < 1e-6) {
    options.first_column = static_cast<std::int64_t>(nearest);
    return music::pianoroll(notes, options);
  }
  music::Notes moved = notes;
  for (auto& note : moved) {
    note.onset -= start;
    note.offset -= start;
  }
  return music::pianoroll(moved, options);
}

}  // namespace setlist::dataset
