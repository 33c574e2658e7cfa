#pragma once

#include "setlist/base/json.hpp"
#include "setlist/formats/ground_truth_check.hpp"
#include "setlist/formats/ground_truth_file.hpp"

namespace setlist::formats {

/// Makes an annotation of a parsed file: strictly when it has "format", else leniently.
[[nodiscard]] music::Annotation annotation_from(const base::Json& root,
                                                const GroundTruthPlace& place,
                                                GroundTruthRepairs& repairs);

}  // namespace setlist::formats
