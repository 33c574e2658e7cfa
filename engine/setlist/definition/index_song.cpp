#include "setlist/definition/index_song.hpp"

#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Diagnostics;
using base::Json;
using Kind = IndexField::Kind;

/// How each field of a song is stated. The composed ones are read by functions of their own.
struct FieldKind {
  std::string_view name;
  Kind kind;
};

constexpr std::array kFields = {FieldKind{"id", Kind::kText},
                                FieldKind{"title", Kind::kText},
                                FieldKind{"composer", Kind::kText},
                                FieldKind{"artist", Kind::kText},
                                FieldKind{"performer", Kind::kText},
                                FieldKind{"work", Kind::kText},
                                FieldKind{"album", Kind::kText},
                                FieldKind{"license", Kind::kText},
                                FieldKind{"text", Kind::kText},
                                FieldKind{"year", Kind::kInteger},
                                FieldKind{"duration", Kind::kReal},
                                FieldKind{"offset", Kind::kReal},
                                FieldKind{"ensemble", Kind::kTruth},
                                FieldKind{"instruments", Kind::kTexts},
                                FieldKind{"groups", Kind::kTexts},
                                FieldKind{"tags", Kind::kTexts},
                                FieldKind{"recording", Kind::kTexts},
                                FieldKind{"sources", Kind::kTexts},
                                FieldKind{"ground_truth", Kind::kTexts},
                                FieldKind{"features", Kind::kObject},
                                FieldKind{"meta", Kind::kAny}};

class SongReader {
 public:
  SongReader(IndexNames& names, const IndexMaps& maps, Diagnostics& out)
      : m_names(names), m_maps(maps), m_out(out) {}

  IndexSong read(const Json& value, const std::string& pointer) {
    base::ObjectReader reader(value, pointer, m_out);
    IndexSong song;
    for (const auto& [name, kind] : kFields) {
      const Json* member = reader.optional(name);
      if (member) song.fields.push_back(field(name, *member, kind, reader.pointer_to(name)));
    }
    reader.refuse_unknown();
    if (song.fields.empty() && value.as<Json::Object>()) {
      reader.fault_beyond_schema("", "states no field, expected at least 'id' or 'recording'");
    }
    return song;
  }

 private:
  IndexField field(std::string_view name, const Json& value, Kind kind,
                   const std::string& pointer) {
    const bool is_object = value.as<Json::Object>() != nullptr;
    if (name == "features") return features(value, pointer);
    if (name == "license" && is_object) {
      return object(name, value, pointer, {{"id", Kind::kText}, {"url", Kind::kText}}, "id");
    }
    if ((name == "recording" || name == "sources") && is_object) {
      return object(name, value, pointer, {{"path", Kind::kTexts}}, "path");
    }
    if (kind == Kind::kAny) return any(name, value, pointer);
    return simple(name, value, kind, pointer);
  }

  IndexField simple(std::string_view name, const Json& value, Kind kind,
                    const std::string& pointer) {
    IndexField field{.kind = kind, .name = std::string(name), .pointer = pointer};
    const bool number = (kind == Kind::kInteger || kind == Kind::kReal) && value.is_number();
    if (number || (kind == Kind::kTruth && value.as<bool>())) {
      field.kind = Kind::kFixed;
      field.fixed = value;
    } else if (value.as<std::string>()) {
      add_pattern(field, value, pointer);
    } else if (const auto* list = value.as<Json::Array>(); list && kind == Kind::kTexts) {
      for (std::size_t i = 0; i < list->size(); ++i) {
        add_pattern(field, (*list)[i], pointer + "/" + std::to_string(i));
      }
    } else {
      m_out.push_back({.pointer = pointer,
                       .message = fmt::format("found {}, expected a template{}", value.kind(),
                                              kind == Kind::kTexts ? " or a list of them" : "")});
    }
    return field;
  }

  void add_pattern(IndexField& field, const Json& value, const std::string& pointer) {
    const auto* text = value.as<std::string>();
    if (!text) {
      m_out.push_back({.pointer = pointer,
                       .message = fmt::format("found {}, expected a template", value.kind())});
      return;
    }
    try {
      field.patterns.push_back(read_template(*text, {m_names, m_maps, pointer}));
    } catch (const TemplateFault& fault) {
      m_out.push_back(
          {.pointer = pointer,
           .message = fmt::format("the template '{}' {}", base::printable(*text), fault.what()),
           .beyond_schema = true});
    }
  }

  IndexField object(std::string_view name, const Json& value, const std::string& pointer,
                    const std::vector<std::pair<std::string_view, Kind>>& kinds,
                    std::string needed) {
    base::ObjectReader reader(value, pointer, m_out);
    IndexField field{.kind = Kind::kObject, .name = std::string(name), .pointer = pointer};
    for (const auto& [key, kind] : kinds) {
      const Json* member = key == needed ? reader.required(key) : reader.optional(key);
      if (member) field.members.push_back(simple(key, *member, kind, reader.pointer_to(key)));
    }
    reader.refuse_unknown();
    field.needed = std::move(needed);
    return field;
  }

  IndexField features(const Json& value, const std::string& pointer) {
    IndexField field{.kind = Kind::kObject, .name = "features", .pointer = pointer};
    const auto* members = value.as<Json::Object>();
    if (!members) {
      m_out.push_back({.pointer = pointer,
                       .message = fmt::format("found {}, expected an object", value.kind())});
      return field;
    }
    for (const auto& [name, feature] : *members) {
      if (name.starts_with('$')) continue;
      field.members.push_back(object(name, feature, pointer + base::pointer_step(name),
                                     {{"path", Kind::kText}, {"hop", Kind::kReal}}, "path"));
    }
    return field;
  }

  /// `meta`: texts anywhere in it are templates.
  IndexField any(std::string_view name, const Json& value, const std::string& pointer) {
    IndexField field{.kind = Kind::kAny, .name = std::string(name), .pointer = pointer};
    if (value.as<std::string>()) {
      add_pattern(field, value, pointer);
    } else if (const auto* list = value.as<Json::Array>()) {
      field.kind = Kind::kList;
      for (std::size_t i = 0; i < list->size(); ++i) {
        field.members.push_back(any("", (*list)[i], pointer + "/" + std::to_string(i)));
      }
    } else if (const auto* object = value.as<Json::Object>()) {
      field.kind = Kind::kObject;
      for (const auto& [key, member] : *object) {
        field.members.push_back(any(key, member, pointer + base::pointer_step(key)));
      }
    } else {
      field.kind = Kind::kFixed;
      field.fixed = value;
    }
    return field;
  }

  IndexNames& m_names;
  const IndexMaps& m_maps;
  Diagnostics& m_out;
};

}  // namespace

IndexSong read_index_song(const Json& value, const std::string& pointer, IndexNames& names,
                          const IndexMaps& maps, Diagnostics& out) {
  return SongReader(names, maps, out).read(value, pointer);
}

}  // namespace setlist::definition
