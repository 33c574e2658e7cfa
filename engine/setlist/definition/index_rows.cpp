#include "setlist/definition/index_rows.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

/// Ends the reading of a table whose columns are not those that the rule asks for.
struct ColumnsMissing {};

constexpr std::size_t kMostColumnsShown = 20;

std::optional<std::size_t> place_of(std::span<const std::string> names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::string without_column(const std::string& name, std::span<const std::string> columns) {
  const auto shown = columns.first(std::min(columns.size(), kMostColumnsShown));
  return fmt::format("the table has no column '{}'{}; its columns are {}{}", base::printable(name),
                     base::suggestion(name, columns),
                     base::printable(base::joined(shown, ", "), 800),
                     shown.size() < columns.size() ? ", …" : "");
}

}  // namespace

std::optional<std::vector<TableFile>> find_table_files(const IndexTable& table,
                                                       const IndexInputs& inputs) {
  std::vector<TableFile> files;
  if (!table.files) files.push_back({.name = table.file, .path = {}, .captures = {}});
  if (table.files) {
    std::vector<std::string_view> captures;
    for (const auto& path : table.files->candidates(inputs.files)) {
      if (!table.files->match(path, captures)) continue;
      files.push_back({.name = path, .path = {}, .captures = {captures.begin(), captures.end()}});
    }
  }
  for (auto& file : files) {
    auto path = inputs.find_table(file.name);
    if (!path) return std::nullopt;
    file.path = *std::move(path);
  }
  if (files.empty()) return std::nullopt;
  return files;
}

void IndexRow::look_up(std::size_t slot, IndexValue& value, RowMemory& memory) const {
  using Of = RowReader::Place::Of;
  value.clear();
  const auto& place = m_reader.m_places[slot];
  switch (place.of) {
    case Of::kCell:
      if (place.index < m_row.cells.size())
        value.items.push_back({.text = m_row.cells[place.index]});
      break;
    case Of::kRest:
      value.is_list = true;
      for (std::size_t i = place.index; i < m_row.cells.size(); ++i) {
        value.items.push_back({.text = m_row.cells[i]});
      }
      break;
    case Of::kFlags: {
      value.is_list = true;
      const auto& flags = m_reader.m_bound_flags[place.index];
      for (const std::size_t column : flags.columns) {
        if (column >= m_row.cells.size() || m_row.cells[column] != flags.when) continue;
        value.items.push_back({.text = m_reader.m_columns[column]});
      }
      break;
    }
    case Of::kName:
      value.items.push_back({.text = m_file.captures[place.index]});
      break;
    case Of::kKey:
      value.items.push_back({.text = m_row.key});
      break;
    case Of::kPath:
      m_reader.look_up_path(m_row, slot, value, memory);
      break;
  }
}

RowReader::RowReader(const formats::TableLayout& layout, std::span<const IndexFlags> flags,
                     std::span<const std::string> names, const std::vector<AskedName>& asked,
                     RowFaults& faults)
    : m_layout(layout),
      m_flags(flags),
      m_names(names),
      m_asked(asked),
      m_faults(faults),
      m_seen(asked.size()) {
  bind_to_paths();
}

void RowReader::bind_to_paths() {
  m_places.clear();
  for (const auto& asked : m_asked) {
    if (const auto name = place_of(m_names, asked.name)) {
      m_places.push_back({Place::Of::kName, *name});
    } else {
      m_places.push_back({asked.name == "$key" ? Place::Of::kKey : Place::Of::kPath, 0});
    }
  }
}

void RowReader::read(const TableFile& file, const std::function<void(const IndexRow&)>& visit) {
  bool in_visit = false;  // what the visitor throws is not the table's
  try {
    bind_to_paths();
    formats::read_table(
        file.path, m_layout,
        [&](std::span<const std::string> columns) {
          if (!bind_to_columns(file, columns)) throw ColumnsMissing();
        },
        [&](const formats::TableRow& row) {
          in_visit = true;
          visit(IndexRow(*this, file, row));
          in_visit = false;
        });
  } catch (const ColumnsMissing&) {
    return;
  } catch (const base::Error& error) {
    if (in_visit) throw;
    m_faults.add({.file = file.name, .pointer = "/index", .message = error.what()});
  }
}

bool RowReader::bind_to_columns(const TableFile& file, std::span<const std::string> columns) {
  m_columns.assign(columns.begin(), columns.end());
  m_places.clear();
  m_bound_flags.clear();
  std::vector<std::string> missing;
  for (const auto& flags : m_flags) {
    bind_flags(flags, columns);
    for (const auto& names : {flags.range, flags.except}) {
      for (const auto& name : names) {
        if (place_of(columns, name)) continue;
        m_faults.add(
            {.file = file.name, .pointer = "/index", .message = without_column(name, columns)});
        missing.push_back(name);
      }
    }
  }
  for (const auto& asked : m_asked) {
    if (const auto place = place_in_columns(asked.name, columns)) {
      m_places.push_back(*place);
    } else {
      m_faults.add({.file = file.name,
                    .pointer = asked.pointer,
                    .message = without_column(asked.name, columns)});
      missing.push_back(asked.name);
    }
  }
  return missing.empty();
}

std::optional<RowReader::Place> RowReader::place_in_columns(
    const std::string& name, std::span<const std::string> columns) const {
  using Of = Place::Of;
  if (const auto at = place_of(m_names, name)) return Place{Of::kName, *at};
  for (std::size_t i = 0; i < m_flags.size(); ++i) {
    if (m_flags[i].name == name) return Place{Of::kFlags, i};
  }
  const auto at = place_of(columns, name);
  if (!at || name.empty()) return std::nullopt;
  return Place{m_layout.rest && *at + 1 == columns.size() ? Of::kRest : Of::kCell, *at};
}

void RowReader::bind_flags(const IndexFlags& flags, std::span<const std::string> columns) {
  BoundFlags bound{.columns = {}, .when = flags.when};
  const bool whole = flags.range.size() != 2;
  const std::size_t first = whole ? 0 : place_of(columns, flags.range[0]).value_or(columns.size());
  const std::size_t end =
      whole ? columns.size() : place_of(columns, flags.range[1]).value_or(0) + 1;
  for (std::size_t i = first; i < std::min(end, columns.size()); ++i) {
    if (!place_of(flags.except, columns[i])) bound.columns.push_back(i);
  }
  m_bound_flags.push_back(std::move(bound));
}

void RowReader::look_up_path(const formats::TableRow& row, std::size_t slot, IndexValue& value,
                             RowMemory& memory) {
  if (!row.value) return;
  m_any_tree = true;
  if (read_node(*row.value, m_asked[slot].steps, value, memory)) m_seen[slot] = true;
}

void RowReader::warn_of_unseen(const std::string& table) {
  if (!m_any_tree) return;
  for (std::size_t slot = 0; slot < m_asked.size(); ++slot) {
    const bool is_path = slot < m_places.size() && m_places[slot].of == Place::Of::kPath;
    if (!is_path || m_seen[slot]) continue;
    m_faults.add({.severity = base::Severity::kWarning,
                  .file = table,
                  .pointer = m_asked[slot].pointer,
                  .message = fmt::format("no row has '{}'", base::printable(m_asked[slot].name))});
  }
}

}  // namespace setlist::definition
