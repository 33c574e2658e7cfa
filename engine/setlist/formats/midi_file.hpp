#pragma once

#include "setlist/music/notes.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace setlist::formats {

struct TempoChange {
  double time = 0;  ///< seconds
  double quarters_per_minute = 120;
};

struct TimeSignature {
  double time = 0;  ///< seconds
  int numerator = 4;
  int denominator = 4;
};

struct KeySignature {
  double time = 0;  ///< seconds
  int sharps = 0;   ///< negative for flats
  bool minor = false;
};

/// What one channel of one track plays with one program.
struct MidiInstrument {
  std::string name;          ///< of its track
  std::int16_t program = 0;  ///< 0..127, or music::kDrums on channel 10
  int track = 0;
  int channel = 0;       ///< from 0
  music::Notes notes;    ///< in the order in which they end; `source` is the instrument's index
  music::Pedals pedals;  ///< in order of time; `source` is the instrument's index
};

/// A track as it stands in the file, with or without notes.
struct MidiTrack {
  std::string name;
  bool has_channel_events = false;  ///< false for a conductor's track
  std::int16_t program = 0;         ///< of its first program change, kDrums on channel 10
};

struct MidiFile {
  int format = 1;
  int division = 480;  ///< ticks a quarter; negative for SMPTE, as in the file
  std::vector<MidiTrack> tracks;
  std::vector<MidiInstrument> instruments;  ///< in the order in which their first notes end
  std::vector<TempoChange> tempi;           ///< the first at time 0; empty for SMPTE
  std::vector<TimeSignature> time_signatures;
  std::vector<KeySignature> key_signatures;
  double end_time = 0;                ///< seconds
  std::vector<double> beats;          ///< seconds; empty for SMPTE, which knows no tempo
  std::vector<double> downbeats;      ///< seconds
  std::int64_t unclosed_notes = 0;    ///< begun and never ended: dropped
  std::vector<std::string> warnings;  ///< what real files do and the standard does not allow
};

/// Times are bit for bit those of pretty_midi. Damage is a FormatError.
[[nodiscard]] MidiFile read_midi(const std::filesystem::path& path);

/// `name` stands for the file in messages.
[[nodiscard]] MidiFile parse_midi(std::span<const std::byte> bytes, const std::string& name);

}  // namespace setlist::formats
