#include "setlist/definition/index_plan.hpp"

#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Diagnostics;
using base::Json;
using base::ObjectReader;

constexpr std::size_t kMostLets = 64;

class PlanReader {
 public:
  PlanReader(const Json& rule, const std::string& pointer, Diagnostics& out)
      : m_reader(rule, pointer, out), m_out(out) {}

  IndexPlan read() {
    read_maps();
    read_rows();
    m_plan.joins = read_index_joins(m_reader.items("join"), m_plan.names, m_plan.maps, m_out);
    read_lets();
    read_where();
    if (const Json* song = m_reader.required("song")) {
      m_plan.song =
          read_index_song(*song, m_reader.pointer_to("song"), m_plan.names, m_plan.maps, m_out);
    }
    if (const auto count = m_reader.integer("count", 0, INT64_MAX)) {
      m_plan.count = static_cast<std::uint64_t>(*count);
    }
    check_names_of_files();
    m_reader.refuse_unknown();
    return std::move(m_plan);
  }

 private:
  /// The members of an object with their pointers; a `$` key is a note.
  std::vector<std::tuple<std::string, const Json*, std::string>> members(std::string_view key) {
    std::vector<std::tuple<std::string, const Json*, std::string>> list;
    const Json* value = m_reader.optional(key);
    if (!value) return list;
    const auto* object = value->as<Json::Object>();
    if (!object) m_reader.fault(key, fmt::format("found {}, expected an object", value->kind()));
    if (!object) return list;
    for (const auto& [name, member] : *object) {
      if (name.starts_with('$')) continue;
      list.emplace_back(name, &member, m_reader.pointer_to(key) + base::pointer_step(name));
    }
    return list;
  }

  void add_beyond_schema(const std::string& pointer, std::string message) {
    m_out.push_back({.pointer = pointer, .message = std::move(message), .beyond_schema = true});
  }

  void read_maps() {
    for (const auto& [name, value, pointer] : members("maps")) {
      auto& map = m_plan.maps[name];
      ObjectReader reader(*value, pointer, m_out);
      const auto* object = value->as<Json::Object>();
      if (!object) continue;
      for (const auto& [from, to] : *object) {
        if (from.starts_with('$')) continue;
        map[from] = reader.text(from);
      }
    }
  }

  void read_rows() {
    const Json* table = m_reader.optional("table");
    const Json* files = m_reader.optional("files");
    if ((table != nullptr) == (files != nullptr)) {
      m_reader.fault("", "expected one of 'table' and 'files'");
    }
    if (table) {
      m_plan.table = read_index_table(*table, m_reader.pointer_to("table"), m_out);
      check_table_name(m_plan.table->file);
    }
    if (!files) return;
    for (const auto& text : m_reader.texts("files")) {
      auto pattern = read_file_pattern(text, m_reader.pointer_to("files"), m_out);
      if (pattern) add_files(*std::move(pattern));
    }
    const auto* list = files->as<Json::Array>();
    if (list && list->empty()) m_reader.fault("files", "is empty, expected a pattern");
  }

  void check_table_name(const std::string& name) {
    if (name.empty()) return;
    if (name.find('{') != std::string::npos) {
      m_reader.fault_beyond_schema(
          "table", fmt::format("'{}' is a pattern, which is written {{\"files\": ...}}",
                               base::printable(name)));
    } else if (const auto fault = table_name_fault(name)) {
      m_reader.fault_beyond_schema("table", fmt::format("'{}' {}", base::printable(name), *fault));
    }
  }

  void add_files(FilePattern pattern) {
    const auto sorted = [](std::vector<std::string> names) {
      std::sort(names.begin(), names.end());
      return names;
    };
    const auto names = pattern.names();
    if (names.empty()) {
      m_reader.fault_beyond_schema("files", fmt::format("the pattern '{}' has no name in braces",
                                                        base::printable(pattern.text())));
    } else if (!m_plan.files.empty() && sorted(names) != sorted(m_plan.files.front().names())) {
      m_reader.fault_beyond_schema(
          "files", fmt::format("the pattern '{}' has the names {}, expected {} as in "
                               "the first pattern",
                               base::printable(pattern.text()), base::joined(names, ", "),
                               base::joined(m_plan.files.front().names(), ", ")));
    } else {
      m_plan.files.push_back(std::move(pattern));
    }
  }

  void read_lets() {
    for (const auto& [name, value, pointer] : members("let")) {
      const auto* text = value->as<std::string>();
      if (!text) {
        m_out.push_back({.pointer = pointer, .message = base::found_instead(*value, "a template")});
        continue;
      }
      if (name.empty() || m_plan.names.is_taken(name) || m_plan.lets.size() == kMostLets) {
        add_beyond_schema(
            pointer, fmt::format("expected a name of its own, and at most {} of them", kMostLets));
        continue;
      }
      try {
        m_plan.lets.push_back(read_template(*text, {m_plan.names, m_plan.maps, pointer}));
        m_plan.names.add_let(name);
      } catch (const TemplateFault& fault) {
        add_beyond_schema(
            pointer, fmt::format("the template '{}' {}", base::printable(*text), fault.what()));
      }
    }
  }

  void read_where() {
    const auto conditions = members("where");
    if (conditions.empty()) return;
    ObjectReader where(*m_reader.optional("where"), m_reader.pointer_to("where"), m_out);
    for (const auto& [text, value, pointer] : conditions) {
      IndexCondition condition;
      condition.denied = value->as<Json::Object>() != nullptr;
      if (condition.denied) {
        ObjectReader reader(*value, pointer, m_out);
        if (reader.required("not")) condition.values = reader.texts("not");
        reader.refuse_unknown();
      } else {
        condition.values = where.texts(text);
      }
      try {
        condition.expression = read_expression(text, {m_plan.names, m_plan.maps, pointer});
      } catch (const TemplateFault& fault) {
        add_beyond_schema(pointer, fmt::format("'{}' {}", base::printable(text), fault.what()));
      }
      condition.pointer = pointer;
      m_plan.where.push_back(std::move(condition));
    }
  }

  /// The names of a pattern are known before any file is: so an unknown one is found here.
  void check_names_of_files() {
    if (m_plan.files.empty()) return;
    const auto& names = m_plan.files.front().names();
    for (const auto& asked : m_plan.names.asked_of_row()) {
      if (std::find(names.begin(), names.end(), asked.name) != names.end()) continue;
      add_beyond_schema(
          asked.pointer,
          fmt::format("names '{}', which is not in the pattern of 'files'{}",
                      base::printable(asked.name), base::suggestion(asked.name, names)));
    }
  }

  ObjectReader m_reader;
  Diagnostics& m_out;
  IndexPlan m_plan;
};

}  // namespace

bool IndexCondition::holds(IndexScope& scope, IndexValue& scratch) const {
  expression.evaluate(scope, scratch);
  const auto accepts = [&](std::string_view text) {
    return std::find(values.begin(), values.end(), text) != values.end();
  };
  const bool found =
      scratch.items.empty()
          ? accepts("")
          : std::any_of(scratch.items.begin(), scratch.items.end(),
                        [&](const auto& item) { return accepts(item.required_text()); });
  return found != denied;
}

IndexPlan read_index_plan(const Json& rule, const std::string& pointer, Diagnostics& out) {
  return PlanReader(rule, pointer, out).read();
}

}  // namespace setlist::definition
