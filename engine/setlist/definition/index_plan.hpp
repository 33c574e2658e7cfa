#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/base/json.hpp"
#include "setlist/definition/file_pattern.hpp"
#include "setlist/definition/index_join.hpp"
#include "setlist/definition/index_names.hpp"
#include "setlist/definition/index_song.hpp"
#include "setlist/definition/index_table.hpp"
#include "setlist/definition/index_template.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace setlist::definition {

/// Rows are kept when a value is among those accepted, or is not where the rule says `not`.
struct IndexCondition {
  IndexExpression expression;
  std::vector<std::string> values;  ///< "" stands for nothing at all
  bool denied = false;
  std::string pointer;

  [[nodiscard]] bool holds(IndexScope& scope, IndexValue& scratch) const;
};

/// A rule with its templates read: everything that does not depend on a row is done.
struct IndexPlan {
  IndexNames names;
  IndexMaps maps;
  std::optional<IndexTable> table;  ///< where the rows come from; or else the files do
  std::vector<FilePattern> files;   ///< all with the same names
  std::vector<IndexJoin> joins;
  std::vector<IndexTemplate> lets;
  std::vector<IndexCondition> where;
  IndexSong song;
  std::optional<std::uint64_t> count;
};

/// Checks a rule; what is wrong with it is added to `out`.
[[nodiscard]] IndexPlan read_index_plan(const base::Json& rule, const std::string& pointer,
                                        base::Diagnostics& out);

}  // namespace setlist::definition
