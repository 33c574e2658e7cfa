#pragma once

#include "setlist/music/annotation.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace setlist::formats {

/// The format that is written, and the newest that is read.
inline constexpr int kGroundTruthFormat = 1;

/// What ASMD writes for a value that is not known.
inline constexpr double kAsmdUnknown = -255;

/// No recording is longer, in seconds; arithmetic on columns and frames stays far from overflow.
inline constexpr double kLongestGroundTruth = 1e9;

/// A pedal's key in the file and its controller.
struct PedalKey {
  std::string_view name;
  std::int16_t controller;
};
inline constexpr PedalKey kPedalKeys[] = {{"soft", 67}, {"sostenuto", 66}, {"sustain", 64}};

/// What is being done to which file, and where in it: for error sentences.
struct GroundTruthPlace {
  std::string doing;  ///< "reading 'x.json.gz'"
  std::string path;

  /// Throws a FormatError that names `owner.column[index]`; parts that do not apply are left out.
  [[noreturn]] void fail(std::string_view owner, std::string_view column,
                         std::optional<std::size_t> index, std::string_view what) const;
};

/// Onset, pitch, offset, id: the canonical order of the notes of one source.
[[nodiscard]] bool in_canonical_order(const music::Note& earlier, const music::Note& later);

/// Throws a FormatError at the first thing that a file with "format" may not hold. Pedal events
/// need only be in order of time within their controller.
void check_ground_truth(const music::Annotation& annotation, const GroundTruthPlace& place);

}  // namespace setlist::formats
