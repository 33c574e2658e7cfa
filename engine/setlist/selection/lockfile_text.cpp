#include "setlist/base/diagnostics.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/selection/lockfile.hpp"
#include "setlist/version.hpp"

#include <set>

#include <fmt/format.h>

namespace setlist::selection {
namespace {

using base::Json;
using base::ObjectReader;

constexpr int kFormat = 1;
/// A million songs with their digests are some 250 MB.
constexpr base::JsonLimits kLimits{.bytes = 2ULL << 30U, .values = 100'000'000};

std::string song_line(const LockedSong& song) {
  Json annotations;
  if (song.annotations) annotations = base::json_array(*song.annotations);
  return base::json_text(Json::Object{{"id", song.id}, {"annotations", annotations}});
}

LockedDataset dataset_of(const Json& value, const std::string& pointer, base::Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  LockedDataset dataset{reader.required_text("name"), reader.text("version"),
                        reader.required_text("definition")};
  reader.refuse_unknown();
  return dataset;
}

LockedSong song_of(const Json& value, const std::string& pointer, base::Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  LockedSong song{reader.required_text("id"), std::nullopt};
  const Json* annotations = reader.required("annotations");
  if (annotations && !annotations->is_null()) song.annotations = reader.texts("annotations");
  reader.refuse_unknown();
  return song;
}

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& reason) {
  throw base::DefinitionError(
      fmt::format("reading the lockfile '{}': {}", base::printable(file.string()), reason),
      {.path = file.string(), .url = {}, .pointer = {}});
}

Json parsed(const std::filesystem::path& file, Lockfile& lockfile, base::Diagnostics& out) {
  const std::string text = base::read_file(file, kLimits.bytes);
  std::set<std::string> ids;
  try {
    return base::parse_json(
        text, kLimits,
        {.member = "songs", .take = [&](Json&& item, std::size_t index) {
           const std::string pointer = fmt::format("/songs/{}", index);
           lockfile.songs.push_back(song_of(item, pointer, out));
           const auto& id = lockfile.songs.back().id;
           if (!ids.insert(id).second) {
             base::append(out,
                          {{.pointer = pointer + "/id",
                            .message = fmt::format("'{}' is listed twice", base::printable(id))}});
           }
         }});
  } catch (const base::JsonFault& fault) {
    fail(file, fmt::format("line {}, column {}: {}", fault.line, fault.column, fault.what()));
  }
}

}  // namespace

std::string to_text(const Lockfile& lockfile) {
  std::string text = fmt::format(
      "{{\n\"setlist_lock\": {},\n\"made_by\": \"setlist {}\",\n"
      "\"datasets\": [",
      kFormat, version());
  const char* separator = "\n";
  for (const auto& dataset : lockfile.datasets) {
    text += separator + base::json_text(Json::Object{{"name", dataset.name},
                                                     {"version", dataset.version},
                                                     {"definition", dataset.definition}});
    separator = ",\n";
  }
  text += "\n],\n\"songs\": [";
  separator = "\n";
  for (const auto& song : lockfile.songs) {
    text += separator + song_line(song);
    separator = ",\n";
  }
  return text + "\n]\n}\n";
}

void write_lockfile(const Lockfile& lockfile, const std::filesystem::path& file) {
  base::write_file_atomically(file, to_text(lockfile));
}

Lockfile read_lockfile(const std::filesystem::path& file) {
  Lockfile lockfile;
  base::Diagnostics faults;
  const Json top = parsed(file, lockfile, faults);
  ObjectReader reader(top, "", faults);
  const auto format = reader.integer("setlist_lock", 1, 1'000'000);
  if (format && *format != kFormat) {
    fail(file, fmt::format("it is of format {}, expected {}; a newer setlist wrote it", *format,
                           kFormat));
  }
  if (!format && faults.empty()) fail(file, "it has no member 'setlist_lock': it is no lockfile");
  (void)reader.text("made_by");
  (void)reader.required("songs");
  (void)reader.items("songs");  // the array was emptied; anything else is a fault
  for (const auto& [item, pointer] : reader.items("datasets")) {
    lockfile.datasets.push_back(dataset_of(*item, pointer, faults));
  }
  reader.refuse_unknown();
  if (!faults.empty()) {
    fail(file, fmt::format("{}: {}", faults.front().pointer, faults.front().message));
  }
  return lockfile;
}

}  // namespace setlist::selection
