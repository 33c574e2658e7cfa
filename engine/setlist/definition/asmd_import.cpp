#include "setlist/definition/asmd_import.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/definition_reader.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Json;

class Import {
 public:
  Import(const Definition& definition, const Json& document)
      : m_definition(definition), m_document(document) {}

  AsmdImport run() {
    Json::Object out = {{"$schema", "urn:setlist:schema:definition:1"}, {"format", 1}};
    out.emplace_back("name", m_definition.name);
    if (m_definition.ensemble) out.emplace_back("ensemble", *m_definition.ensemble);
    out.emplace_back("groups", declared(m_definition.groups, &SongEntry::groups));
    out.emplace_back("instruments", declared(m_definition.instruments, &SongEntry::instruments));
    add_format(out, "recording", m_definition.recording_format);
    add_format(out, "sources", m_definition.sources_format);
    add_levels(out);
    out.emplace_back("install", install());
    out.emplace_back("songs", songs());
    note_foreign_paths();
    return {std::move(out), std::move(m_notes)};
  }

 private:
  /// What is declared, each once, and what the songs use beside it.
  Json::Array declared(const std::vector<std::string>& names,
                       std::vector<std::string> SongEntry::*field) {
    std::set<std::string> seen;
    Json::Array list;
    const auto add = [&](const std::string& name) {
      if (seen.insert(name).second) list.emplace_back(name);
    };
    for (const auto& name : names) add(name);
    for (const auto& song : m_definition.songs) {
      for (const auto& name : song.*field) add(name);
    }
    return list;
  }

  static void add_format(Json::Object& out, const char* key, const std::string& format) {
    if (!format.empty()) out.emplace_back(key, Json::Object{{"format", format}});
  }

  void add_levels(Json::Object& out) const {
    Json::Object groups;
    for (const auto& [group, levels] : m_definition.ground_truth) {
      Json::Object graded;
      for (const auto& [type, level] : levels) {
        if (level != music::Level::kNotAvailable)
          graded.emplace_back(type, static_cast<int>(level));
      }
      groups.emplace_back(group, std::move(graded));
    }
    if (!groups.empty()) out.emplace_back("ground_truth", std::move(groups));
  }

  Json::Object install() {
    Json::Object out;
    const Json* given = m_document.find("install");
    out.emplace_back("resources", Json::Array{resource(given)});
    out.emplace_back("conversion", conversion());
    if (!m_converters.empty()) out.emplace_back("$asmd_conversion", std::move(m_converters));
    const Json* commands = given ? given->find("post-process") : nullptr;
    if (commands && *commands != Json("unknown")) {
      out.emplace_back("$asmd_post_process", *commands);
      m_notes.push_back(
          "its shell commands are kept in /install/$asmd_post_process; write what "
          "they do as 'steps'");
    }
    return out;
  }

  Json::Object resource(const Json* install) {
    Json::Object out = {{"id", "all"}};
    Json::Array urls;
    const Json* url = install ? install->find("url") : nullptr;
    const auto add = [&](const Json& value) {
      const auto* text = value.as<std::string>();
      if (text && text->find("://") != std::string::npos) urls.push_back(*text);
    };
    if (url && url->as<Json::Array>()) {
      for (const Json& item : *url->as<Json::Array>()) add(item);
    } else if (url) {
      add(*url);
    }
    const Json* login = install ? install->find("login") : nullptr;
    const bool by_hand = urls.empty() || (login && *login == Json(true));
    if (by_hand) {
      out.emplace_back("manual", "Fetch it as its homepage tells.");
      m_notes.push_back("nothing says where it can be fetched without a person: complete 'manual'");
    }
    if (!urls.empty()) out.emplace_back("urls", std::move(urls));
    const Json* unpack = install ? install->find("unpack") : nullptr;
    if (unpack && unpack->as<bool>()) out.emplace_back("unpack", *unpack->as<bool>());
    out.emplace_back("verified", false);
    m_notes.push_back("its resource has neither size nor digest: add them when they are known");
    return out;
  }

  Json::Array conversion() {
    Json::Array out;
    for (const auto& converter : m_definition.conversion) {
      if (converter.converter != "from_midi") {
        m_converters.emplace_back(Json::Array{converter.converter, converter.options});
        m_notes.push_back(
            fmt::format("'{}' has no counterpart yet and is kept in "
                        "/install/$asmd_conversion",
                        converter.converter));
        continue;
      }
      const Json* alignment = converter.options.find("alignment");
      out.emplace_back(Json::Object{{"converter", "midi"},
                                    {"from", "{recording.stem}.mid"},
                                    {"alignment", alignment ? *alignment : "precise_alignment"}});
      m_notes.push_back(
          "'from_midi' became 'midi' with the input '{recording.stem}.mid': correct "
          "the template where the files are named otherwise");
    }
    return out;
  }

  Json::Array songs() {
    Json::Array out;
    for (const auto& song : m_definition.songs) out.emplace_back(to_json(song));
    return out;
  }

  Json::Object to_json(const SongEntry& song) {
    Json::Object out = {{"id", song.id}};
    const auto add = [&](const char* key, const std::string& value) {
      if (!value.empty()) out.emplace_back(key, value);
    };
    const auto add_list = [&](const char* key, const std::vector<std::string>& list) {
      if (!list.empty()) out.emplace_back(key, base::json_array(list));
    };
    add("title", song.title);
    add("composer", song.composer);
    add_list("instruments", song.instruments);
    add_list("groups", song.groups);
    add_list("recording", within(song.recordings));
    add_list("sources", within(song.sources));
    add_list("ground_truth", within(song.ground_truth));
    if (!song.meta.is_null()) out.emplace_back("meta", song.meta);
    return out;
  }

  /// Paths relative to the dataset's folder, which is the root of ours.
  std::vector<std::string> within(const std::vector<std::string>& paths) {
    std::vector<std::string> relative;
    for (const auto& path : paths) {
      const bool inside = path.starts_with(m_definition.name + "/");
      if (!inside) ++m_foreign_paths;
      relative.push_back(inside ? path.substr(m_definition.name.size() + 1) : path);
    }
    return relative;
  }

  void note_foreign_paths() {
    if (m_foreign_paths == 0) return;
    m_notes.push_back(
        fmt::format("{} paths lie outside the folder '{}' and are now taken to lie "
                    "inside it",
                    m_foreign_paths, base::printable(m_definition.name)));
  }

  const Definition& m_definition;
  const Json& m_document;
  Json::Array m_converters;
  std::size_t m_foreign_paths = 0;
  std::vector<std::string> m_notes;
};

}  // namespace

AsmdImport import_asmd(const std::filesystem::path& file) {
  const DefinitionReading reading = read_definition(file);
  const auto fail = [&](const std::string& why) {
    throw base::DefinitionError("importing '" + base::printable(file.string()) + "': " + why,
                                {.path = file.string(), .url = {}, .pointer = {}});
  };
  if (!reading.definition) {
    std::vector<std::string> lines;
    for (const auto& diagnostic : reading.diagnostics) {
      if (diagnostic.severity == base::Severity::kFault) lines.push_back(base::to_text(diagnostic));
    }
    fail(base::joined(lines, "; "));
  }
  if (reading.definition->dialect != Dialect::kAsmd) {
    fail("it is a definition of format 1 already; nothing is to be done");
  }
  const Json document = base::read_json_file(file);
  return Import(*reading.definition, document).run();
}

}  // namespace setlist::definition
