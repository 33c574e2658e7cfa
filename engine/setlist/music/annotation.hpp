#pragma once

#include "setlist/music/notes.hpp"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::music {

/// How the times of notes relate to the recording.
enum class Alignment { kPrecise, kBroad, kMisaligned, kScore };

inline constexpr std::array kAlignments = {Alignment::kPrecise, Alignment::kBroad,
                                           Alignment::kMisaligned, Alignment::kScore};

/// "precise_alignment", "broad_alignment", "misaligned", "score".
[[nodiscard]] std::string_view name_of(Alignment alignment);

/// The alignment of that name; "non_aligned" is the paper's word for "misaligned".
[[nodiscard]] std::optional<Alignment> alignment_named(std::string_view name);

/// How far an annotation can be trusted.
enum class Level : std::uint8_t { kNotAvailable = 0, kManualOrMechanical = 1, kAlgorithmic = 2 };

/// Every type of annotation that a definition can grade.
[[nodiscard]] std::span<const std::string> annotation_types();

/// All that is known of one instrument of one song. Times in seconds of the annotation's own clock.
struct Annotation {
  std::int16_t program = kUnknownProgram;
  std::map<Alignment, Notes> notes;  ///< canonical order; absent means not annotated
  Pedals pedals;                     ///< in order of time
  std::vector<double> score_beats;   ///< seconds on the score's clock
};

}  // namespace setlist::music
