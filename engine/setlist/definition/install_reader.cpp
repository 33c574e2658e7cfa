#include "setlist/definition/install_reader.hpp"

#include "setlist/base/names.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/path_template.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Diagnostics;
using base::Json;
using base::ObjectReader;

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

/// What is wrong with a URL; `beyond_schema` is set where the schema's pattern says nothing.
std::optional<std::string> url_fault(const std::string& url, bool& beyond_schema) {
  constexpr std::array<std::string_view, 4> kSchemes = {"https://", "http://", "ftp://", "s3://"};
  for (const auto scheme : kSchemes) {
    if (!url.starts_with(scheme) || url.size() == scheme.size()) continue;
    const bool odd = std::any_of(url.begin(), url.end(), [](char c) {
      return static_cast<unsigned char>(c) <= ' ' || c == 0x7F || c == '\\';
    });
    beyond_schema = true;
    if (odd) return "contains a space, a control character or '\\'";
    return std::nullopt;
  }
  if (!url.starts_with("file:") || url == "file:") {
    return "is not one of https://, http://, ftp://, s3:// and file:";
  }
  beyond_schema = true;
  const std::string path = url.substr(5);
  if (path.starts_with('/')) return std::nullopt;
  if (const auto fault = base::unsafe_path(path)) return "names a file whose path " + *fault;
  return std::nullopt;
}

void read_urls(ObjectReader& reader, Resource& resource) {
  const Json* urls = reader.optional("urls");
  const Json* manual = reader.optional("manual");
  resource.urls = reader.texts("urls");
  if (manual) resource.manual = reader.required_text("manual");
  if (!urls && !manual) {
    reader.fault("", "has neither 'urls' nor 'manual', which tells a person what to do");
  } else if (urls && urls->as<Json::Array>() && urls->as<Json::Array>()->empty()) {
    reader.fault("urls", "is empty, expected a URL");
  }
  for (const auto& url : resource.urls) {
    bool beyond_schema = false;
    const auto fault = url_fault(url, beyond_schema);
    if (!fault) continue;
    const std::string message = fmt::format("'{}' {}", base::printable(url), *fault);
    if (beyond_schema) {
      reader.fault_beyond_schema("urls", message);
    } else {
      reader.fault("urls", message);
    }
  }
}

void check_path(ObjectReader& reader, std::string_view key, const std::string& path) {
  if (path.empty()) return;
  if (const auto fault = base::unsafe_path(path)) {
    reader.fault_beyond_schema(key, fmt::format("the path '{}' {}", base::printable(path), *fault));
  }
}

Resource read_resource(const Json& value, const std::string& pointer, Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  Resource resource;
  resource.id = reader.required_text("id");
  resource.part = reader.text("part");
  if (value.as<Json::Object>()) read_urls(reader, resource);
  if (const auto size = reader.integer("size", 0, INT64_MAX)) {
    resource.size_bytes = static_cast<std::uint64_t>(*size);
  }
  resource.digests = read_digests(reader);
  resource.verified = reader.boolean("verified").value_or(true);
  resource.unpack = reader.boolean("unpack").value_or(false);
  resource.to = reader.text("to");
  check_path(reader, "to", resource.to);
  resource.filename_encoding = reader.text("filename_encoding");
  if (const auto fault = base::unsafe_name(resource.id); fault && !resource.id.empty()) {
    reader.fault_beyond_schema("id", fmt::format("'{}' {}", base::printable(resource.id), *fault));
  }
  reader.refuse_unknown();
  return resource;
}

struct StepForm {
  std::string_view word;
  Step::Kind kind;
  bool has_target;  ///< {"from", "to"}, else one string
};
constexpr std::array<StepForm, 7> kSteps = {{{"move", Step::Kind::kMove, true},
                                             {"copy", Step::Kind::kCopy, true},
                                             {"rename", Step::Kind::kRename, true},
                                             {"remove", Step::Kind::kRemove, false},
                                             {"unpack", Step::Kind::kUnpack, true},
                                             {"mkdir", Step::Kind::kMakeFolder, false},
                                             {"shell", Step::Kind::kShell, false}}};

/// A path or a pattern of paths; '*' and '?' are characters like others to the safety of names.
void read_step_path(ObjectReader& reader, std::string_view key, std::string& path) {
  path = reader.required_text(key);
  const std::string plain = path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
  check_path(reader, key, plain);
}

Step read_step(const Json& value, const std::string& pointer, Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  Step step;
  std::size_t forms = 0;
  for (const StepForm& form : kSteps) {
    const Json* found = reader.optional(form.word);
    if (!found) continue;
    ++forms;
    step.kind = form.kind;
    if (form.has_target) {
      ObjectReader paths(*found, reader.pointer_to(form.word), out);
      if (!found->as<Json::Object>()) continue;
      read_step_path(paths, "from", step.from);
      read_step_path(paths, "to", step.to);
      paths.refuse_unknown();
    } else if (form.kind == Step::Kind::kShell) {
      step.command = reader.required_text(form.word);
    } else {
      read_step_path(reader, form.word, form.kind == Step::Kind::kRemove ? step.from : step.to);
    }
  }
  if (value.as<Json::Object>() && forms != 1) {
    reader.fault("", fmt::format("found {} actions, expected exactly one of move, copy, rename, "
                                 "remove, unpack, mkdir and shell",
                                 forms));
  }
  reader.refuse_unknown();
  return step;
}

void check_converter(ObjectReader& reader, const std::string& name) {
  const auto known = converter_names();
  const std::size_t dot = name.find('.', 1);
  if (name.empty() || (dot != std::string::npos && dot + 1 < name.size())) return;
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  reader.fault("converter",
               fmt::format("'{}' is no converter of setlist{}; one of a plug-in has a dot in its "
                           "name",
                           base::printable(name), base::suggestion(name, known)));
}

Conversion read_conversion(const Json& value, const std::string& pointer, Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  Conversion conversion{reader.required_text("converter"), reader.required_text("from"), {}};
  check_converter(reader, conversion.converter);
  if (const auto fault = template_fault(conversion.from)) {
    reader.fault_beyond_schema("from", "the template " + *fault);
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

}  // namespace

std::span<const std::string> converter_names() {
  static const std::vector<std::string> names = {"midi"};
  return names;
}

void read_install(ObjectReader& top, Definition& definition, Diagnostics& out) {
  const Json* value = top.optional("install");
  if (!value) return;
  ObjectReader reader(*value, top.pointer_to("install"), out);
  std::set<std::string> ids;
  for (const auto& [item, pointer] : reader.items("resources")) {
    Resource resource = read_resource(*item, pointer, out);
    if (!resource.id.empty() && !ids.insert(base::collision_key(resource.id)).second) {
      reader.fault_beyond_schema("resources",
                                 fmt::format("the id '{}' twice", base::printable(resource.id)));
    }
    definition.resources.push_back(std::move(resource));
  }
  for (const auto& [item, pointer] : reader.items("steps")) {
    definition.steps.push_back(read_step(*item, pointer, out));
  }
  for (const auto& [item, pointer] : reader.items("conversion")) {
    definition.conversion.push_back(read_conversion(*item, pointer, out));
  }
  reader.refuse_unknown();
}

}  // namespace setlist::definition
