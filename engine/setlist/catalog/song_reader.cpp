#include "setlist/catalog/song_reader.hpp"

#include "setlist/base/names.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"

#include <optional>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

using base::Diagnostics;
using base::Json;
using base::ObjectReader;

constexpr double kLongestSeconds = 7 * 24 * 3600.0;

std::string known(std::string text) { return text == "unknown" ? std::string() : text; }

void check_paths(ObjectReader& reader, std::string_view key,
                 const std::vector<std::string>& paths) {
  for (const auto& path : paths) {
    if (const auto fault = base::unsafe_path(path)) {
      reader.fault(key, fmt::format("the path '{}' {}", base::printable(path), *fault));
    }
  }
}

/// `recording` and `sources`: {"path": [...]} or, for short, the list or the path itself.
std::vector<std::string> read_paths(ObjectReader& song, std::string_view key, Diagnostics& out) {
  const Json* value = song.optional(key);
  if (!value) return {};
  std::vector<std::string> paths;
  if (value->as<Json::Object>()) {
    ObjectReader holder(*value, song.pointer_to(key), out);
    paths = holder.texts("path");
    holder.refuse_unknown();
  } else {
    paths = song.texts(key);
  }
  check_paths(song, key, paths);
  return paths;
}

std::optional<std::string> without_extension(const std::vector<std::string>& paths) {
  if (paths.empty()) return std::nullopt;
  const auto& path = paths.front();
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  const bool has = dot != std::string::npos && (slash == std::string::npos || dot > slash + 1);
  return has ? path.substr(0, dot) : path;
}

void check_song(ObjectReader& reader, const SongEntry& song) {
  check_paths(reader, "ground_truth", song.ground_truth);
  const std::size_t files = song.ground_truth.size();
  if (files > 1 && files != song.instruments.size()) {
    reader.fault("ground_truth",
                 fmt::format("found {} files for {} instruments, expected 1 or {}", files,
                             song.instruments.size(), song.instruments.size()));
  }
  if (song.id.empty()) {
    reader.fault("", "has neither an 'id' nor a recording to take it from");
  } else if (const auto fault = base::unsafe_path(song.id)) {
    reader.fault("id", fmt::format("the id '{}' {}", base::printable(song.id), *fault));
  }
}

}  // namespace

SongEntry read_song_entry(const Json& value, const std::string& pointer, Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  SongEntry song;
  song.title = known(reader.text("title"));
  song.composer = known(reader.text("composer"));
  song.artist = known(reader.text("artist"));
  song.album = reader.text("album");
  song.text = reader.text("text");
  if (const auto year = reader.integer("year", -3000, 3000)) song.year = static_cast<int>(*year);
  song.duration_seconds = reader.number("duration", 0, kLongestSeconds);
  song.ensemble = reader.boolean("ensemble");
  song.offset_seconds = reader.number("offset", -kLongestSeconds, kLongestSeconds).value_or(0);
  song.instruments = reader.texts("instruments");
  song.groups = reader.texts("groups");
  song.tags = reader.texts("tags");
  song.recordings = read_paths(reader, "recording", out);
  song.sources = read_paths(reader, "sources", out);
  song.ground_truth = reader.texts("ground_truth");
  song.id = reader.text("id");
  if (song.id.empty()) song.id = without_extension(song.recordings).value_or("");
  if (const Json* meta = reader.optional("meta")) song.meta = *meta;
  check_song(reader, song);
  reader.refuse_unknown();
  return song;
}

}  // namespace setlist::catalog
