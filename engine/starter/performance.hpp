#pragma once

#include "starter/tune.hpp"

#include <string_view>
#include <vector>

namespace setlist::starter {

struct PlayedNote {
  int start = 0;  ///< ticks, half-open [start, end)
  int end = 0;
  int pitch = 0;
  int velocity = 0;
};

/// What a MIDI file and the synthesizer need to know of one part.
struct Track {
  std::string_view instrument;
  std::vector<PlayedNote> notes;  ///< by start, then pitch, then end
  std::vector<PedalMove> pedal;
};

/// The part as a person plays it: early and late by a few ticks, chords a little spread, louder in
/// the middle of the phrase. Depends on nothing but the arguments.
[[nodiscard]] Track perform(const Tune& tune, const Part& part);

/// The part as printed: exact ticks, one velocity, no pedal.
[[nodiscard]] Track transcribe(const Tune& tune, const Part& part);

/// The same notes with the ends that a MIDI reader finds: the first note-off of a pitch closes
/// every open note of that pitch.
[[nodiscard]] std::vector<PlayedNote> as_midi_readers_hear(const std::vector<PlayedNote>& notes);

}  // namespace setlist::starter
