#include "setlist/definition/definition_head.hpp"

#include "setlist/base/names.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/index_expansion.hpp"
#include "setlist/definition/install_reader.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Diagnostics;
using base::Json;
using base::ObjectReader;

constexpr std::int64_t kFormat = 1;

std::string known(std::string text) { return text == "unknown" ? std::string() : text; }

Levels read_levels(const Json& value, const std::string& pointer, Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  Levels levels;
  for (const auto& type : music::annotation_types()) {
    if (const auto level = reader.integer(type, 0, 2)) {
      levels[type] = static_cast<music::Level>(*level);
    }
  }
  // The paper's word.
  if (const auto level = reader.integer("non_aligned", 0, 2)) {
    levels.emplace("misaligned", static_cast<music::Level>(*level));
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
    if (group.starts_with('$')) continue;
    const std::string pointer = top.pointer_to("ground_truth") + base::pointer_step(group);
    definition.ground_truth[group] = read_levels(levels, pointer, out);
  }
}

void check_name(ObjectReader& reader, const Definition& definition) {
  if (definition.name.empty()) return;
  if (const auto fault = base::unsafe_name(definition.name)) {
    reader.fault_beyond_schema("name",
                               fmt::format("'{}' {}", base::printable(definition.name), *fault));
  }
}

void check_root(ObjectReader& reader, const Definition& definition) {
  if (definition.name.empty() || definition.root == definition.name) return;
  if (const auto fault = base::unsafe_path(definition.root)) {
    reader.fault_beyond_schema("root",
                               fmt::format("'{}' {}", base::printable(definition.root), *fault));
  } else if (definition.root.substr(0, definition.root.find('/')) != definition.name) {
    reader.fault_beyond_schema(
        "root", fmt::format("found '{}', expected a path whose first component is '{}'",
                            base::printable(definition.root), base::printable(definition.name)));
  }
}

/// A list in which an entry stands twice: harmless, and hardly meant.
void warn_repeated(ObjectReader& reader, std::string_view key,
                   const std::vector<std::string>& names) {
  std::set<std::string_view> seen, told;
  for (const auto& name : names) {
    if (seen.insert(name).second || !told.insert(name).second) continue;
    reader.warning(key, fmt::format("lists '{}' {} times", base::printable(name),
                                    std::count(names.begin(), names.end(), name)));
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

void read_format_number(ObjectReader& top, const Json& document) {
  const Json* value = top.required("format");
  if (!value) return;
  const auto format = base::integer_of(*value);
  if (format == kFormat) return;
  if (is_of_later_format(document)) {
    top.fault("format", fmt::format("found {}, but this setlist reads format {}: it needs a newer "
                                    "setlist",
                                    *format, kFormat));
  } else {
    top.fault("format", base::found_instead(*value, "the number 1"));
  }
}

void read_description(ObjectReader& top, Definition& definition, Diagnostics& out) {
  definition.version = top.text("version");
  definition.variant_of = top.text("variant_of");
  definition.description = top.text("description");
  definition.homepage = top.text("homepage");
  definition.citation = top.text("citation");
  definition.license = read_license(top, out);
}

void read_contents(ObjectReader& top, Definition& definition, Diagnostics& out) {
  definition.ensemble = top.boolean("ensemble");
  definition.groups = top.texts("groups");
  definition.instruments = top.texts("instruments");
  warn_repeated(top, "groups", definition.groups);
  warn_repeated(top, "instruments", definition.instruments);
  definition.recording_format = read_format(top, "recording", out);
  definition.sources_format = read_format(top, "sources", out);
  read_ground_truth(top, definition, out);
}

void read_index(ObjectReader& top, const Json& document, Definition& definition, Diagnostics& out) {
  const Json* songs = top.optional("songs");
  const Json* index = top.optional("index");
  if (index) definition.index = read_index_rule(*index, top.pointer_to("index"), out);
  if (!document.as<Json::Object>()) return;
  if (songs && index) {
    top.fault("", "has both 'songs' and 'index', expected one of them");
  } else if (!songs && !index) {
    top.fault("", "has neither 'songs' nor 'index'");
  } else if (songs && !songs->as<Json::Array>()) {
    top.fault("songs", base::found_instead(*songs, "an array"));
  }
}

/// ASMD's conversion is a list of pairs [name, {arguments}].
void read_asmd_conversion(ObjectReader& install, Definition& definition, Diagnostics& out) {
  static const std::vector<std::string> kNames = {
      "from_midi",         "from_midi_remove_player", "from_midi_asap",
      "from_bach10_mat",   "from_bach10_txt",         "from_bach10_f0",
      "from_musicnet_csv", "from_phenicx_txt",        "from_sonic_visualizer"};
  for (const auto& [item, pointer] : install.items("conversion")) {
    const auto* pair = item->as<Json::Array>();
    const auto* name = pair && !pair->empty() ? pair->front().as<std::string>() : nullptr;
    if (!name) {
      base::add(out, {.pointer = pointer,
                      .message = base::found_instead(*item, "a pair of a name and its arguments")});
    } else if (std::find(kNames.begin(), kNames.end(), *name) == kNames.end()) {
      base::add(out,
                {.pointer = pointer,
                 .message = fmt::format("'{}' is no converter of ASMD{}", base::printable(*name),
                                        base::suggestion(*name, kNames))});
    } else {
      definition.conversion.push_back(
          {*name, "", pair->size() > 1 ? (*pair)[1] : Json(Json::Object())});
    }
  }
}

/// Only what can be shown is read; the commands of an ASMD definition are never run.
void read_asmd_install(ObjectReader& top, Definition& definition, Diagnostics& out) {
  const Json* value = top.optional("install");
  if (!value) return;
  ObjectReader install(*value, top.pointer_to("install"), out);
  read_asmd_conversion(install, definition, out);
  for (const auto* known : {"url", "login", "unpack", "post-process"}) {
    (void)install.optional(known);
  }
  install.warn_unknown();
}

}  // namespace

bool is_of_later_format(const Json& document) {
  const Json* format = document.find("format");
  return format && base::integer_of(*format).value_or(kFormat) > kFormat;
}

Definition read_head(const Json& document, Diagnostics& out) {
  ObjectReader top(document, "", out);
  Definition definition;
  if (document.as<Json::Object>()) read_format_number(top, document);
  if (is_of_later_format(document)) return definition;
  definition.name = top.required_text("name");
  definition.root = top.text("root");
  if (definition.root.empty()) definition.root = definition.name;
  read_description(top, definition, out);
  read_contents(top, definition, out);
  read_install(top, definition, out);
  read_index(top, document, definition, out);
  (void)top.optional("meta");
  check_name(top, definition);
  check_root(top, definition);
  if (definition.variant_of == definition.name && !definition.name.empty()) {
    top.fault_beyond_schema("variant_of", "names the dataset itself");
  }
  top.refuse_unknown();
  return definition;
}

Definition read_asmd_head(const Json& document, Diagnostics& out) {
  ObjectReader top(document, "", out);
  Definition definition;
  definition.dialect = Dialect::kAsmd;
  definition.name = top.required_text("name");
  check_name(top, definition);
  read_contents(top, definition, out);
  read_asmd_install(top, definition, out);
  const Json* songs = top.required("songs");
  if (songs && !songs->as<Json::Array>()) {
    top.fault("songs", base::found_instead(*songs, "an array"));
  }
  top.warn_unknown();
  return definition;
}

}  // namespace setlist::definition
