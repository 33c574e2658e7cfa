#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace setlist::music {

inline constexpr std::int16_t kUnknownVelocity = -1;
inline constexpr std::int16_t kUnknownProgram = 255;
inline constexpr std::int16_t kDrums = 128;

/// One note. Times in seconds, [onset, offset).
struct Note {
  double onset = 0;
  double offset = 0;
  std::int32_t id = 0;     ///< within its source; equal in two alignments only for the same note
  std::int16_t pitch = 0;  ///< MIDI number, 0..127
  std::int16_t velocity = kUnknownVelocity;  ///< 0..127 or unknown
  std::int16_t program = kUnknownProgram;    ///< General MIDI 0..127, kDrums, or unknown
  std::int16_t source = 0;                   ///< index of the instrument in its song
  std::int32_t spare = 0;                    ///< so that equal notes have equal bytes
  friend bool operator==(const Note&, const Note&) = default;
};

/// Notes in canonical order: onset, pitch, offset, then source and id.
using Notes = std::vector<Note>;

void sort_canonically(Notes& notes);

/// One controller event of a piano pedal.
struct PedalEvent {
  double time = 0;               ///< seconds
  std::int16_t controller = 64;  ///< 64 sustain, 66 sostenuto, 67 soft
  std::int16_t value = 0;        ///< 0..127
  std::int16_t source = 0;       ///< index of the instrument in its song
  std::int16_t spare = 0;        ///< so that equal events have equal bytes
  friend bool operator==(const PedalEvent&, const PedalEvent&) = default;
};

/// Pedal events in order of time.
using Pedals = std::vector<PedalEvent>;

/// The offset of the last note; 0 without notes.
[[nodiscard]] double last_offset(std::span<const Note> notes);

/// The notes that sound somewhere in [start, stop), their times moved so that `start` becomes 0 and
/// clipped to the span.
[[nodiscard]] Notes clipped(std::span<const Note> notes, double start, double stop);

/// The pedal events in [start, stop), moved so that `start` becomes 0. The last value before
/// `start`, of each controller and source, stands at time 0.
[[nodiscard]] Pedals clipped(std::span<const PedalEvent> pedals, double start, double stop);

}  // namespace setlist::music
