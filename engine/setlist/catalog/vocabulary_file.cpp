#include "setlist/catalog/vocabulary_file.hpp"

#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/file_faults.hpp"
#include "setlist/music/notes.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

using base::Diagnostics;
using base::Json;
using base::ObjectReader;
using music::VocabularyEntry;

/// The entries that could be read, and where each stands.
struct Listed {
  std::vector<VocabularyEntry> entries;
  std::vector<std::string> pointers;
};

std::vector<std::uint8_t> read_programs(ObjectReader& reader, Diagnostics& out) {
  std::vector<std::uint8_t> programs;
  for (const auto& [item, pointer] : reader.items("programs")) {
    const auto* number = item->as<std::int64_t>();
    if (number && *number >= 0 && *number <= music::kDrums) {
      programs.push_back(static_cast<std::uint8_t>(*number));
    } else {
      out.push_back(
          {.pointer = pointer,
           .message = fmt::format("found {}, expected an integer from 0 to {}",
                                  base::printable(base::json_text(*item), 40), music::kDrums)});
    }
  }
  return programs;
}

Listed read_entries(ObjectReader& top, const char* key, bool instruments, Diagnostics& out) {
  Listed listed;
  for (const auto& [item, pointer] : top.items(key)) {
    ObjectReader reader(*item, pointer, out);
    VocabularyEntry entry;
    entry.name = reader.required_text("name");
    entry.aliases = reader.texts("aliases");
    if (instruments) {
      entry.family = reader.text("family");
      entry.programs = read_programs(reader, out);
    }
    reader.refuse_unknown();
    if (entry.name.empty()) continue;
    listed.entries.push_back(std::move(entry));
    listed.pointers.push_back(pointer);
  }
  return listed;
}

void add_faults(const music::Vocabulary& known, const Listed& listed, Diagnostics& out) {
  for (auto& fault : known.faults(listed.entries)) {
    out.push_back({.pointer = listed.pointers[fault.entry], .message = std::move(fault.message)});
  }
}

}  // namespace

Words built_in_words() { return {music::instruments(), music::composers()}; }

Words read_vocabulary(const std::filesystem::path& file) {
  const std::string text = base::read_file(file, base::JsonLimits{}.bytes);
  const Json document = base::read_json_file(file);
  Diagnostics faults;
  ObjectReader top(document, "", faults);
  const Listed instruments = read_entries(top, "instruments", true, faults);
  const Listed composers = read_entries(top, "composers", false, faults);
  top.refuse_unknown();
  add_faults(music::instruments(), instruments, faults);
  add_faults(music::composers(), composers, faults);
  throw_faults(std::move(faults), "reading the vocabulary", file, text);
  return {music::instruments().with(instruments.entries),
          music::composers().with(composers.entries)};
}

}  // namespace setlist::catalog
