#pragma once

#include "setlist/formats/midi_file.hpp"

#include <optional>
#include <span>
#include <vector>

namespace setlist::formats {

/// Where the beats fall, in seconds, from 0 to before `end_time`; every third one of a compound
/// metre (6/8, 9/8). Bit for bit those of pretty_midi. Nothing when there are more than a million.
/// `tempi` has at least one entry, at time 0; both lists are in order of time.
[[nodiscard]] std::optional<std::vector<double>> midi_beats(
    std::span<const TempoChange> tempi, std::span<const TimeSignature> signatures, double end_time);

/// Those of `beats` on which a bar begins.
[[nodiscard]] std::vector<double> midi_downbeats(std::span<const double> beats,
                                                 std::span<const TimeSignature> signatures);

}  // namespace setlist::formats
