#include "setlist/base/error.hpp"
#include "setlist/formats/ground_truth_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  setlist::music::Annotation annotation;
  try {
    annotation = setlist::formats::parse_ground_truth(text, "fuzzed.json.gz");
  } catch (const setlist::base::FormatError&) {
    return 0;
  }
  for (const auto& [alignment, notes] : annotation.notes) {
    for (const auto& note : notes) {
      if (!(note.onset >= -1e9 && note.offset >= note.onset && note.offset <= 1e9)) {
        __builtin_trap();
      }
    }
  }
  return 0;
}
