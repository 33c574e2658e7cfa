#include "setlist/base/names.hpp"
#include "setlist/definition/definition_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// A definition is either refused with a reason, or every path in it is safe.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto reading = setlist::definition::parse_definition(text, "fuzz.json");
  if (!reading.definition) {
    if (reading.diagnostics.empty()) std::abort();
    return 0;
  }
  if (setlist::base::unsafe_name(reading.definition->name)) std::abort();
  for (const auto& song : reading.definition->songs) {
    for (const auto* paths : {&song.recordings, &song.sources, &song.ground_truth}) {
      for (const auto& path : *paths) {
        if (setlist::base::unsafe_path(path)) std::abort();
      }
    }
  }
  return 0;
}
