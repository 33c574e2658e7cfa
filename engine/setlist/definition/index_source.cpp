#include "setlist/definition/index_source.hpp"

#include <algorithm>

namespace setlist::definition {
namespace {

/// The captures of the files that a rule's patterns find, in bytewise order.
std::vector<TableFile> songs_of_files(const std::vector<FilePattern>& patterns,
                                      const std::vector<std::string>& files) {
  std::vector<TableFile> found;
  std::vector<std::string_view> captures;
  const auto& names = patterns.front().names();
  for (const auto& pattern : patterns) {
    std::vector<std::size_t> places;  // of the first pattern's names in this one's
    for (const auto& name : names) {
      const auto& own = pattern.names();
      places.push_back(
          static_cast<std::size_t>(std::find(own.begin(), own.end(), name) - own.begin()));
    }
    for (const auto& path : pattern.candidates(files)) {
      if (!pattern.match(path, captures)) continue;
      auto& file = found.emplace_back(TableFile{.name = path, .path = {}, .captures = {}});
      for (const std::size_t place : places) file.captures.emplace_back(captures[place]);
    }
  }
  const auto captures_of = [](const TableFile& file) -> const auto& { return file.captures; };
  std::ranges::stable_sort(found, {}, captures_of);
  const auto same = [](const TableFile& a, const TableFile& b) { return a.captures == b.captures; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return found;
}

/// What rows of files are read with.
const IndexTable& table_of(const IndexPlan& plan) {
  static const IndexTable none;
  return plan.table ? *plan.table : none;
}

std::span<const std::string> names_of(const IndexPlan& plan) {
  if (!plan.table) return plan.files.front().names();
  if (!plan.table->files) return {};
  return plan.table->files->names();
}

}  // namespace

RowSource::RowSource(const IndexPlan& plan, const IndexInputs& inputs, RowFaults& faults)
    : m_plan(plan),
      m_reader(table_of(plan).layout, table_of(plan).flags, names_of(plan),
               plan.names.asked_of_row(), faults) {
  if (!plan.table) {
    m_is_here = !inputs.files.empty();  // a dataset without files is not installed
    m_files = songs_of_files(plan.files, inputs.files);
  } else if (auto files = find_table_files(*plan.table, inputs)) {
    m_is_here = true;
    m_files = *std::move(files);
  }
}

void RowSource::visit(const std::function<void(const IndexRow&)>& visit) {
  for (const auto& file : m_files) {
    if (m_plan.table) {
      m_reader.read(file, visit);
    } else {
      visit(IndexRow(m_reader, file, formats::TableRow()));
    }
  }
}

void RowSource::warn_of_unseen() {
  if (m_plan.table && !m_files.empty()) m_reader.warn_of_unseen(m_files.front().name);
}

void RowSource::add_paths(std::vector<std::filesystem::path>& paths) const {
  if (!m_plan.table) return;
  for (const auto& file : m_files) paths.push_back(file.path);
}

}  // namespace setlist::definition
