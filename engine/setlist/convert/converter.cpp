#include "setlist/convert/converter.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/convert/from_midi.hpp"

#include <algorithm>

namespace setlist::convert {

const Registry& builtin_converters() {
  static const Registry registry = {{"midi", from_midi}};
  return registry;
}

const Converter& find_converter(const Registry& registry, const std::string& name) {
  const auto found = registry.find(name);
  if (found != registry.end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [other, converter] : registry) known.push_back(other);
  throw base::DefinitionError("converting annotations: there is no converter '" +
                              base::printable(name) + "'" + base::suggestion(name, known));
}

// Two files say nothing about which of their notes are the same, so ids of one never occur in the
// other.
void merge(music::Annotation& annotation, music::Annotation more) {
  std::int32_t next_id = 0;
  for (const auto& [alignment, notes] : annotation.notes) {
    for (const auto& note : notes) next_id = std::max(next_id, note.id + 1);
  }
  for (auto& [alignment, notes] : more.notes) {
    for (auto& note : notes) note.id += next_id;
    if (!annotation.notes.emplace(alignment, std::move(notes)).second) {
      throw base::DefinitionError("converting annotations: two converters give '" +
                                  std::string(music::name_of(alignment)) +
                                  "'; name another alignment for one of them");
    }
  }
  if (annotation.program == music::kUnknownProgram) annotation.program = more.program;
  if (annotation.pedals.empty()) annotation.pedals = std::move(more.pedals);
  if (annotation.score_beats.empty()) annotation.score_beats = std::move(more.score_beats);
}

}  // namespace setlist::convert
