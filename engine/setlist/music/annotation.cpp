#include "setlist/music/annotation.hpp"

namespace setlist::music {

std::string_view name_of(Alignment alignment) {
  switch (alignment) {
    case Alignment::kPrecise:
      return "precise_alignment";
    case Alignment::kBroad:
      return "broad_alignment";
    case Alignment::kMisaligned:
      return "misaligned";
    case Alignment::kScore:
      break;
  }
  return "score";
}

std::optional<Alignment> alignment_named(std::string_view name) {
  if (name == "non_aligned") return Alignment::kMisaligned;
  for (const Alignment alignment : kAlignments) {
    if (name_of(alignment) == name) return alignment;
  }
  return std::nullopt;
}

std::span<const std::string> annotation_types() {
  static const std::vector<std::string> types = {"precise_alignment",
                                                 "broad_alignment",
                                                 "misaligned",
                                                 "score",
                                                 "velocities",
                                                 "sustain",
                                                 "sostenuto",
                                                 "soft",
                                                 "f0",
                                                 "multi_f0",
                                                 "beats",
                                                 "downbeats",
                                                 "chords",
                                                 "keys",
                                                 "sections",
                                                 "tempo",
                                                 "lyrics",
                                                 "tags",
                                                 "events"};
  return types;
}

}  // namespace setlist::music
