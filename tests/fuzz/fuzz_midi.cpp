#include "setlist/base/error.hpp"
#include "setlist/formats/midi_file.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto file =
        setlist::formats::parse_midi(std::as_bytes(std::span(data, size)), "fuzzed.mid");
    for (const auto& instrument : file.instruments) {
      for (const auto& note : instrument.notes) {
        if (!std::isfinite(note.onset) || !(note.offset >= note.onset)) __builtin_trap();
        if (!std::isfinite(note.offset)) __builtin_trap();
      }
    }
  } catch (const setlist::base::FormatError&) {
  }
  return 0;
}
