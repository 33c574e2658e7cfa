#pragma once

#include "setlist/definition/index_expansion.hpp"
#include "setlist/definition/index_plan.hpp"
#include "setlist/definition/index_rows.hpp"

#include <filesystem>
#include <functional>
#include <vector>

namespace setlist::definition {

/// Where the rows of a rule come from: its table, or the list of the dataset's files. Not for two
/// threads at once.
class RowSource {
 public:
  /// All outlive the source.
  RowSource(const IndexPlan& plan, const IndexInputs& inputs, RowFaults& faults);

  [[nodiscard]] bool is_here() const { return m_is_here; }

  /// In the order of the table; of files in the bytewise order of what the names stand for.
  void visit(const std::function<void(const IndexRow&)>& visit);
  void warn_of_unseen();
  void add_paths(std::vector<std::filesystem::path>& paths) const;

 private:
  const IndexPlan& m_plan;
  RowReader m_reader;
  bool m_is_here = false;
  std::vector<TableFile> m_files;
};

}  // namespace setlist::definition
