#include "setlist/catalog/definition_reader.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/names.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/path_template.hpp"
#include "setlist/catalog/song_reader.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

using base::Diagnostics;
using base::Json;
using base::ObjectReader;

std::string known(std::string text) { return text == "unknown" ? std::string() : text; }

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
    reader.fault("root",
                 fmt::format("found '{}', expected a path whose first component is '{}'",
                             base::printable(definition.root), base::printable(definition.name)));
  }
}

void warn_undeclared(const std::vector<std::string>& used, const std::vector<std::string>& declared,
                     std::string_view what, const std::string& pointer, Diagnostics& out) {
  for (const auto& name : used) {
    if (std::find(declared.begin(), declared.end(), name) != declared.end()) continue;
    out.push_back(
        {.severity = base::Severity::kWarning,
         .pointer = pointer,
         .message = fmt::format("the {} '{}' is not declared at the top{}", what,
                                base::printable(name), base::suggestion(name, declared))});
  }
}

void read_songs(ObjectReader& top, Definition& definition, Diagnostics& out) {
  std::set<std::string> ids;
  for (const auto& [item, pointer] : top.items("songs")) {
    SongEntry song = read_song_entry(*item, pointer, out);
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

void add_places(Diagnostics& diagnostics, std::string_view text, const std::string& file) {
  for (auto& diagnostic : diagnostics) {
    diagnostic.file = file;
    if (diagnostic.line == 0) diagnostic.line = base::line_of(text, diagnostic.pointer);
  }
}

}  // namespace

DefinitionReading parse_definition(std::string_view text, const std::filesystem::path& file) {
  DefinitionReading reading;
  try {
    Definition definition = read_document(base::parse_json(text), reading.diagnostics);
    definition.file = file;
    definition.digest = base::sha256(text);
    if (!base::has_faults(reading.diagnostics)) reading.definition = std::move(definition);
    add_places(reading.diagnostics, text, file.string());
  } catch (const base::JsonFault& fault) {
    reading.diagnostics = {{.file = file.string(),
                            .line = fault.line,
                            .pointer = fault.pointer,
                            .message = fault.what()}};
  }
  return reading;
}

DefinitionReading read_definition(const std::filesystem::path& file) {
  try {
    return parse_definition(base::read_file(file, base::JsonLimits{}.bytes), file);
  } catch (const base::Error& error) {
    DefinitionReading reading;
    reading.diagnostics.push_back({.file = file.string(), .message = error.what()});
    return reading;
  }
}

}  // namespace setlist::catalog
