#pragma once

#include "starter/bytes.hpp"
#include "starter/performance.hpp"
#include "starter/tune.hpp"

#include <vector>

namespace setlist::starter {

/// How a note's end is written. Both mean the same; readers must know both.
enum class NoteEnd {
  kVelocityZero,  ///< note-on of velocity 0 under running status, as most keyboards send
  kNoteOff,       ///< a note-off with a release velocity, the status byte repeated
};

struct MidiOptions {
  int division = kTicksPerQuarter;  ///< divides kTicksPerQuarter and every tick written
  std::vector<TempoChange> tempos;
  NoteEnd note_end = NoteEnd::kVelocityZero;
};

/// A format 1 file: track 0 holds tempo, time and key signature only; then one track a part.
/// Throws std::invalid_argument when a tick does not fit the division.
[[nodiscard]] Bytes write_midi(const Tune& tune, const std::vector<Track>& tracks,
                               const MidiOptions& options);

}  // namespace setlist::starter
