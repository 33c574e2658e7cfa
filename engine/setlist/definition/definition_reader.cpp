#include "setlist/definition/definition_reader.hpp"

#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_lines.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/definition/definition_head.hpp"
#include "setlist/definition/song_listing.hpp"

#include <future>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Diagnostics;
using base::Json;

/// The document without its songs, which go to the listing one by one.
Json read_around(std::string_view text, SongListing& listing) {
  const auto take = [&](Json&& song, std::size_t index) { listing.add(std::move(song), index); };
  return base::parse_json(text, {}, {"songs", take});
}

Definition read_setlist(std::string_view text, const SongSink& sink, Diagnostics& out) {
  const std::string no_name;
  Diagnostics of_songs;
  SongListing listing(Dialect::kSetlist, no_name, sink, of_songs);
  const Json rest = read_around(text, listing);
  Definition definition = read_head(rest, out);
  if (is_of_later_format(rest)) return definition;  // its songs may be sound there
  listing.finish(definition);
  base::append(out, of_songs);
  return definition;
}

/// Twice over the text: the ids of the songs need the name, which may stand behind them.
Definition read_asmd(std::string_view text, const SongSink& sink, Diagnostics& out) {
  const auto pass_over = [](Json&&, std::size_t) {};
  const Json document = base::parse_json(text, {}, {"songs", pass_over});
  if (document.find("format")) return read_setlist(text, sink, out);  // the key was escaped
  Definition definition = read_asmd_head(document, out);
  SongListing listing(Dialect::kAsmd, definition.name, sink, out);
  (void)read_around(text, listing);
  listing.finish(definition);
  return definition;
}

void add_places(Diagnostics& diagnostics, std::string_view text, const std::string& file) {
  if (diagnostics.empty()) return;
  std::vector<std::string> pointers;
  for (const auto& diagnostic : diagnostics) pointers.push_back(diagnostic.pointer);
  const auto lines = base::lines_of(text, pointers);
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    diagnostics[i].file = file;
    diagnostics[i].line = lines[i];
  }
}

}  // namespace

DefinitionReading parse_definition(std::string_view text, const std::filesystem::path& file,
                                   const SongSink& sink) {
  DefinitionReading reading;
  auto digest = std::async(std::launch::async, [text] { return base::sha256(text); });
  try {
    const bool ours = base::has_member(text, "format");
    Definition definition = ours ? read_setlist(text, sink, reading.diagnostics)
                                 : read_asmd(text, sink, reading.diagnostics);
    definition.file = file;
    definition.digest = digest.get();
    const bool broken = base::has_faults(reading.diagnostics);
    add_places(reading.diagnostics, text, file.string());
    if (!broken) reading.definition = std::move(definition);
  } catch (const base::JsonFault& fault) {
    reading.diagnostics = {{.file = file.string(),
                            .line = fault.line,
                            .pointer = fault.pointer,
                            .message = fault.what(),
                            .beyond_schema = true}};
  }
  return reading;
}

DefinitionReading parse_definition(std::string_view text, const std::filesystem::path& file) {
  std::vector<SongEntry> songs;
  DefinitionReading reading =
      parse_definition(text, file, [&](SongEntry&& song) { songs.push_back(std::move(song)); });
  if (reading.definition) reading.definition->songs = std::move(songs);
  return reading;
}

DefinitionReading read_definition(const std::filesystem::path& file, const SongSink& sink) {
  try {
    return parse_definition(base::read_file(file, base::JsonLimits{}.bytes), file, sink);
  } catch (const base::Error& error) {
    DefinitionReading reading;
    reading.diagnostics.push_back({.file = file.string(), .message = error.what()});
    return reading;
  }
}

DefinitionReading read_definition(const std::filesystem::path& file) {
  std::vector<SongEntry> songs;
  DefinitionReading reading =
      read_definition(file, [&](SongEntry&& song) { songs.push_back(std::move(song)); });
  if (reading.definition) reading.definition->songs = std::move(songs);
  return reading;
}

}  // namespace setlist::definition
