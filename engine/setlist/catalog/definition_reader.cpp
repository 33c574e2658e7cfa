#include "setlist/catalog/definition_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/names.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/path_template.hpp"

namespace setlist::catalog {
namespace {

using base::Diagnostics;
using base::Json;
using base::ObjectReader;

constexpr double kLongestSeconds = 7 * 24 * 3600.0;

std::string known(std::string text) { return text == "unknown" ? std::string() : text; }

void check_paths(ObjectReader& reader, std::string_view key, const std::vector<std::string>& paths) {
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

SongEntry read_song(const Json& value, const std::string& pointer, Diagnostics& out) {
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

std::vector<base::Digest> read_digests(ObjectReader& reader) {
  std::vector<base::Digest> digests;
  for (const auto& text : reader.texts("digest")) {
    if (auto digest = base::parse_digest(text)) {
      digests.push_back(*std::move(digest));
    } else {
      reader.fault("digest", fmt::format("found '{}', expected 'sha256:' and 64 or 'md5:' and 32 "
                                         "hexadecimal digits",
                                         base::printable(text)));
    }
  }
  return digests;
}

std::optional<std::string> url_fault(const std::string& url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (url.starts_with(scheme) && url.size() > scheme.size()) {
      const bool odd = std::any_of(url.begin(), url.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == 0x7F || c == '\\';
      });
      if (odd) return "contains a space, a control character or '\\'";
      return std::nullopt;
    }
  }
  if (!url.starts_with("file:")) return "is not one of https://, http:// and file:";
  const std::string path = url.substr(5);
  if (path.starts_with('/')) return std::nullopt;
  if (const auto fault = base::unsafe_path(path)) return "names a file whose path " + *fault;
  return std::nullopt;
}

Resource read_resource(const Json& value, const std::string& pointer, Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  Resource resource;
  resource.id = reader.required_text("id");
  resource.part = reader.text("part");
  resource.urls = reader.texts("urls");
  if (resource.urls.empty()) reader.fault("", "has no 'urls'");
  for (const auto& url : resource.urls) {
    if (const auto fault = url_fault(url)) {
      reader.fault("urls", fmt::format("'{}' {}", base::printable(url), *fault));
    }
  }
  if (const auto size = reader.integer("size", 0, INT64_MAX)) {
    resource.size_bytes = static_cast<std::uint64_t>(*size);
  }
  resource.digests = read_digests(reader);
  (void)reader.boolean("verified");
  resource.unpack = reader.boolean("unpack").value_or(false);
  if (const auto fault = base::unsafe_name(resource.id); fault && !resource.id.empty()) {
    reader.fault("id", fmt::format("'{}' {}", base::printable(resource.id), *fault));
  }
  reader.refuse_unknown();
  return resource;
}

Conversion read_conversion(const Json& value, const std::string& pointer, Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  Conversion conversion{reader.required_text("converter"), reader.required_text("from"), {}};
  if (const auto fault = template_fault(conversion.from)) {
    reader.fault("from", "the template " + *fault);
  }
  Json::Object options;
  if (const auto* object = value.as<Json::Object>()) {
    for (const auto& [key, item] : *object) {
      if (key != "converter" && key != "from" && !key.starts_with('$')) {
        options.emplace_back(key, item);
      }
    }
  }
  conversion.options = std::move(options);
  return conversion;
}

void read_install(ObjectReader& top, Definition& definition, Diagnostics& out) {
  const Json* value = top.optional("install");
  if (!value) return;
  ObjectReader reader(*value, top.pointer_to("install"), out);
  std::set<std::string> ids;
  for (const auto& [item, pointer] : reader.items("resources")) {
    Resource resource = read_resource(*item, pointer, out);
    if (!ids.insert(resource.id).second) {
      reader.fault("resources", fmt::format("the id '{}' twice", base::printable(resource.id)));
    }
    definition.resources.push_back(std::move(resource));
  }
  for (const auto& [item, pointer] : reader.items("conversion")) {
    definition.conversion.push_back(read_conversion(*item, pointer, out));
  }
  reader.refuse_unknown();
}

Levels read_levels(const Json& value, const std::string& pointer, Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  Levels levels;
  for (const auto& type : music::annotation_types()) {
    if (const auto level = reader.integer(type, 0, 2)) {
      levels[type] = static_cast<music::Level>(*level);
    }
  }
  reader.refuse_unknown();
  return levels;
}

void read_ground_truth(ObjectReader& top, Definition& definition, Diagnostics& out) {
  const Json* value = top.optional("ground_truth");
  if (!value) return;
  const auto* groups = value->as<Json::Object>();
  if (!groups) {
    top.fault("ground_truth", fmt::format("found {}, expected an object", value->kind()));
    return;
  }
  for (const auto& [group, levels] : *groups) {
    const std::string pointer = top.pointer_to("ground_truth") + base::pointer_step(group);
    definition.ground_truth[group] = read_levels(levels, pointer, out);
  }
}

void check_root(ObjectReader& reader, const Definition& definition) {
  if (definition.name.empty()) return;
  if (const auto fault = base::unsafe_name(definition.name)) {
    reader.fault("name", fmt::format("'{}' {}", base::printable(definition.name), *fault));
  }
  if (const auto fault = base::unsafe_path(definition.root)) {
    reader.fault("root", fmt::format("'{}' {}", base::printable(definition.root), *fault));
  } else if (definition.root.substr(0, definition.root.find('/')) != definition.name) {
    reader.fault("root", fmt::format("found '{}', expected a path whose first component is '{}'",
                                     base::printable(definition.root),
                                     base::printable(definition.name)));
  }
}

void warn_undeclared(const std::vector<std::string>& used, const std::vector<std::string>& declared,
                     std::string_view what, const std::string& pointer, Diagnostics& out) {
  for (const auto& name : used) {
    if (std::find(declared.begin(), declared.end(), name) != declared.end()) continue;
    out.push_back({.severity = base::Severity::kWarning,
                   .pointer = pointer,
                   .message = fmt::format("the {} '{}' is not declared at the top{}", what,
                                          base::printable(name), base::suggestion(name, declared))});
  }
}

void read_songs(ObjectReader& top, Definition& definition, Diagnostics& out) {
  std::set<std::string> ids;
  for (const auto& [item, pointer] : top.items("songs")) {
    SongEntry song = read_song(*item, pointer, out);
    if (!song.id.empty() && !ids.insert(song.id).second) {
      out.push_back({.pointer = pointer,
                     .message = fmt::format("the id '{}' twice", base::printable(song.id))});
    }
    warn_undeclared(song.instruments, definition.instruments, "instrument",
                    pointer + "/instruments", out);
    warn_undeclared(song.groups, definition.groups, "group", pointer + "/groups", out);
    definition.songs.push_back(std::move(song));
  }
}

std::string read_format(ObjectReader& top, std::string_view key, Diagnostics& out) {
  const Json* value = top.optional(key);
  if (!value) return {};
  ObjectReader reader(*value, top.pointer_to(key), out);
  std::string format = known(reader.text("format"));
  reader.refuse_unknown();
  return format;
}

License read_license(ObjectReader& top, Diagnostics& out) {
  const Json* value = top.optional("license");
  if (!value) return {};
  ObjectReader reader(*value, top.pointer_to("license"), out);
  License license{reader.required_text("id"), reader.text("url")};
  reader.refuse_unknown();
  return license;
}

Definition read_document(const Json& document, Diagnostics& out) {
  ObjectReader top(document, "", out);
  Definition definition;
  if (document.as<Json::Object>() && top.required("format")) {
    (void)top.integer("format", 1, 1);
  }
  definition.name = top.required_text("name");
  definition.version = top.text("version");
  definition.root = top.text("root");
  if (definition.root.empty()) definition.root = definition.name;
  definition.description = top.text("description");
  definition.homepage = top.text("homepage");
  definition.citation = top.text("citation");
  definition.license = read_license(top, out);
  definition.ensemble = top.boolean("ensemble");
  definition.groups = top.texts("groups");
  definition.instruments = top.texts("instruments");
  definition.recording_format = read_format(top, "recording", out);
  definition.sources_format = read_format(top, "sources", out);
  read_ground_truth(top, definition, out);
  read_install(top, definition, out);
  (void)top.required("songs");
  read_songs(top, definition, out);
  (void)top.optional("meta");
  check_root(top, definition);
  top.refuse_unknown();
  return definition;
}

void add_places(Diagnostics& diagnostics, const std::string& text, const std::string& file) {
  for (auto& diagnostic : diagnostics) {
    diagnostic.file = file;
    if (diagnostic.line == 0) diagnostic.line = base::line_of(text, diagnostic.pointer);
  }
}

}  // namespace

DefinitionReading read_definition(const std::filesystem::path& file) {
  DefinitionReading reading;
  std::string text;
  try {
    const base::JsonLimits limits;
    text = base::read_file(file, limits.bytes);
    Definition definition = read_document(base::parse_json(text, limits), reading.diagnostics);
    definition.file = file;
    definition.digest = base::sha256(text);
    if (!base::has_faults(reading.diagnostics)) reading.definition = std::move(definition);
  } catch (const base::JsonFault& fault) {
    reading.diagnostics.push_back(
        {.line = fault.line, .pointer = fault.pointer, .message = fault.what()});
  } catch (const base::Error& error) {
    reading.diagnostics.push_back({.message = error.what()});
  }
  add_places(reading.diagnostics, text, file.string());
  return reading;
}

}  // namespace setlist::catalog
