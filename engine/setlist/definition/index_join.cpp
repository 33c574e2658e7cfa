#include "setlist/definition/index_join.hpp"

#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Diagnostics;
using base::Json;
using base::ObjectReader;

constexpr std::size_t kMostJoins = 16;

class JoinReader {
 public:
  JoinReader(const Json& value, const std::string& pointer, IndexNames& names,
             const IndexMaps& maps, Diagnostics& out)
      : m_reader(value, pointer, out), m_names(names), m_maps(maps), m_out(out) {}

  IndexJoin read(std::size_t number) {
    IndexJoin join;
    join.name = m_reader.required_text("name");
    check_name(join.name);
    if (const Json* table = m_reader.required("table")) {
      join.table = read_index_table(*table, m_reader.pointer_to("table"), m_out);
    }
    std::string column;
    const Json* on = m_reader.optional("on");
    if (on) read_on(*on, join, column);
    if (!on && !join.table.file.empty()) read_document(join);
    if (!on && join.table.files)
      m_reader.fault_beyond_schema("", "'on' is missing, which tables of a pattern need");
    check_table(join, on != nullptr);
    m_names.add_join(join.name);
    if (join.on) join.key_slot = m_names.ask_join(number, column, m_reader.pointer_to("on"));
    m_reader.refuse_unknown();
    return join;
  }

 private:
  void check_name(const std::string& name) {
    if (name.empty()) return;
    if (name.find_first_of(".|{}:") != std::string::npos) {
      m_reader.fault("name", "contains one of . | { } :");
    } else if (m_names.is_taken(name)) {
      m_reader.fault_beyond_schema("name",
                                   fmt::format("the name '{}' twice", base::printable(name)));
    }
  }

  /// "column" when both tables call it so, or {"expression": "column of the joined table"}.
  void read_on(const Json& value, IndexJoin& join, std::string& column) {
    std::string text;
    if (const auto* same = value.as<std::string>()) {
      text = column = *same;
    } else if (const auto* pair = value.as<Json::Object>(); pair && pair->size() == 1) {
      text = pair->front().first;
      if (const auto* other = pair->front().second.as<std::string>()) column = *other;
    }
    if (text.empty() || column.empty()) {
      m_reader.fault("on", "expected a column, or {\"EXPRESSION\": \"COLUMN OF THIS TABLE\"}");
      return;
    }
    const std::string pointer = m_reader.pointer_to("on");
    try {
      join.on = read_expression(text, {m_names, m_maps, pointer});
    } catch (const TemplateFault& fault) {
      m_reader.fault_beyond_schema("on",
                                   fmt::format("'{}' {}", base::printable(text), fault.what()));
    }
  }

  void read_document(IndexJoin& join) {
    const std::string pointer = m_reader.pointer_to("table");
    try {
      join.document = read_template(join.table.file, {m_names, m_maps, pointer});
    } catch (const TemplateFault& fault) {
      m_reader.fault_beyond_schema(
          "table",
          fmt::format("the template '{}' {}", base::printable(join.table.file), fault.what()));
    }
    join.table.layout.whole = true;
    if (!join.table.layout.rows.empty()) {
      m_reader.fault_beyond_schema("table",
                                   "states 'rows', but the document of a song is read whole");
    }
    if (is_delimited(join.table)) {
      m_reader.fault_beyond_schema("", "'on' is missing, which a delimited table needs");
    }
  }

  void check_table(const IndexJoin& join, bool keyed) {
    if (!keyed || join.table.file.empty()) return;
    if (join.table.file.find('{') != std::string::npos) {
      m_reader.fault_beyond_schema("table", "is a template, which a table with 'on' cannot be");
    } else if (const auto fault = table_name_fault(join.table.file)) {
      m_reader.fault_beyond_schema(
          "table", fmt::format("'{}' {}", base::printable(join.table.file), *fault));
    }
  }

  ObjectReader m_reader;
  IndexNames& m_names;
  const IndexMaps& m_maps;
  Diagnostics& m_out;
};

}  // namespace

std::vector<IndexJoin> read_index_joins(
    const std::vector<std::pair<const Json*, std::string>>& items, IndexNames& names,
    const IndexMaps& maps, Diagnostics& out) {
  std::vector<IndexJoin> joins;
  for (const auto& [item, pointer] : items) {
    if (joins.size() == kMostJoins) {
      out.push_back({.pointer = pointer,
                     .message = fmt::format("is one too many, expected at most {}", kMostJoins)});
      break;
    }
    joins.push_back(JoinReader(*item, pointer, names, maps, out).read(joins.size()));
  }
  return joins;
}

JoinedRow kept(const IndexRow& row, std::size_t slots, RowMemory& memory) {
  JoinedRow joined;
  joined.reserve(slots);
  IndexValue value;
  for (std::size_t slot = 0; slot < slots; ++slot) {
    row.look_up(slot, value, memory);
    joined.push_back(lasting(value));
  }
  return joined;
}

void JoinedRows::load(const IndexJoin& join, const std::vector<AskedName>& asked,
                      const std::vector<TableFile>& files, RowFaults& faults) {
  const std::vector<std::string> none;
  const auto& names = join.table.files ? join.table.files->names() : none;
  RowReader reader(join.table.layout, join.table.flags, names, asked, faults);
  RowMemory memory;
  IndexValue key;
  for (const auto& file : files) {
    reader.read(file, [&](const IndexRow& row) {
      memory.clear();
      row.look_up(join.key_slot, key, memory);
      if (key.is_empty()) return;
      m_rows.push_back(kept(row, asked.size(), memory));
      for (const auto& item : key.items) {
        if (!item.text.empty()) m_by_key[std::string(item.text)].push_back(m_rows.size() - 1);
      }
    });
  }
  reader.warn_of_unseen(join.table.files ? join.table.files->text() : join.table.file);
}

void JoinedRows::find(std::string_view key, std::vector<const JoinedRow*>& rows) const {
  const auto found = m_by_key.find(key);
  if (found == m_by_key.end()) return;
  for (const std::size_t place : found->second) rows.push_back(&m_rows[place]);
}

void read_joined(std::span<const JoinedRow* const> rows, bool as_list, std::size_t slot,
                 IndexValue& value, RowMemory& memory) {
  value.clear();
  if (!as_list && rows.size() == 1) {
    read_node((*rows.front())[slot], {}, value, memory);
    if (!value.is_list && value.items.front().is_empty()) value.clear();
    return;
  }
  value.is_list = as_list || !rows.empty();
  IndexValue one;
  for (const JoinedRow* row : rows) {
    read_node((*row)[slot], {}, one, memory);
    value.items.insert(value.items.end(), one.items.begin(), one.items.end());
  }
}

}  // namespace setlist::definition
