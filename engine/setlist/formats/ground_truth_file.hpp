#pragma once

#include "setlist/music/annotation.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace setlist::formats {

/// What a lenient reading had to change, counted.
struct GroundTruthRepairs {
  std::int64_t padded = 0;   ///< notes given their onset as offset, or an unknown velocity
  std::int64_t dropped = 0;  ///< notes without onset or pitch, pedal events without time or value
  std::int64_t rounded = 0;  ///< pitches, velocities and pedal values that were no integers
  std::int64_t clamped = 0;  ///< offsets before their onset
  std::int64_t sorted = 0;   ///< lists that were not in order
  friend bool operator==(const GroundTruthRepairs&, const GroundTruthRepairs&) = default;
};

/// Reads one instrument's ground truth (gzip JSON, ASMD's keys and ours beside them). Files with
/// "format" are held to the letter; ASMD's are read leniently: short columns padded, float pitches
/// rounded, notes sorted. Damage is a FormatError that names the place ("onsets[17]").
/// Pedal events of one time come in the order of their controllers.
[[nodiscard]] music::Annotation read_ground_truth(const std::filesystem::path& path,
                                                  GroundTruthRepairs* repairs = nullptr);

/// As above, of the JSON text inside the gzip; `name` stands for the file in messages.
[[nodiscard]] music::Annotation parse_ground_truth(std::string_view text, const std::string& name,
                                                   GroundTruthRepairs* repairs = nullptr);

/// The JSON text that `write_ground_truth` compresses; the same for the same annotation. What a
/// strict reading would refuse (notes out of order, a negative time) is a FormatError.
[[nodiscard]] std::string ground_truth_text(const music::Annotation& annotation);

/// Written beside and renamed; the same bytes for the same annotation.
void write_ground_truth(const music::Annotation& annotation, const std::filesystem::path& path);

}  // namespace setlist::formats
