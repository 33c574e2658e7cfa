// A definition with an index rule and a table, parted by a NUL byte: faults, or songs with safe
// names.

#include "setlist/base/files.hpp"
#include "setlist/base/names.hpp"
#include "setlist/definition/definition_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

using namespace setlist;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t part = input.find('\0');
  const std::string text = input.substr(0, part);
  const auto reading = definition::parse_definition(text, "d.json");
  if (!reading.definition || !reading.definition->index) return 0;
  static const base::TemporaryFolder folder("/tmp", "fuzz-index");
  const auto table = folder.path() / "t.csv";
  std::ofstream(table, std::ios::binary | std::ios::trunc)
      << (part == std::string::npos ? std::string() : input.substr(part + 1));
  definition::IndexInputs inputs;
  inputs.files = {"a/b.mid", "a/b.wav", "c.wav"};
  inputs.find_table = [&](const std::string&) { return std::optional(table); };
  base::Diagnostics said;
  std::size_t songs = 0;
  (void)definition::expand(
      *reading.definition->index, inputs,
      [&](definition::SongEntry&& song) {
        ++songs;
        if (!song.id.empty() && base::unsafe_path(song.id) && !base::has_faults(said)) {
          std::abort();
        }
      },
      said);
  return 0;
}
