#pragma once

#include "setlist/music/annotation.hpp"
#include "setlist/music/audio_buffer.hpp"
#include "setlist/music/notes.hpp"
#include "setlist/music/pianoroll.hpp"

#include <optional>
#include <vector>

namespace setlist::dataset {

/// Preference among alignments: the first that the song has. Never another one.
using Preference = std::vector<music::Alignment>;

struct WindowRequest {
  double start = 0;                ///< seconds on the recording's clock
  double duration = 10;            ///< seconds
  std::optional<int> sample_rate;  ///< Hz; absent means the recording's own
  bool mono = false;
  double resolution = 0.01;  ///< seconds a pianoroll column
  Preference alignment = {music::Alignment::kPrecise};
  bool sources = false;  ///< decode the sources too
};

/// Everything of one span of a song on one clock: time 0 is the first sample.
struct Window {
  double start = 0;     ///< seconds on the recording's clock, moved to the nearest sample
  double duration = 0;  ///< seconds
  music::AudioBuffer audio;
  std::vector<music::AudioBuffer> sources;  ///< in the order of the instruments; empty unless asked
  music::Notes notes;                       ///< clipped to the span
  music::Pianoroll pianoroll;               ///< floor(duration / resolution) columns, rounded
  music::Pedals pedals;
};

/// How many columns a roll of that duration has, wherever it starts.
[[nodiscard]] std::int64_t column_count(double duration, double resolution);

/// The roll of [start, start + duration): column k covers start + [k, k + 1) * resolution. Equal to
/// the slice of the song's roll when start is a multiple of the resolution.
[[nodiscard]] music::Pianoroll window_roll(const music::Notes& notes, double start,
                                           const WindowRequest& request);

/// Throws UsageError unless the resolution is a positive, finite number of seconds.
void check_resolution(double resolution);

}  // namespace setlist::dataset
