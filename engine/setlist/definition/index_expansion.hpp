#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/definition/definition.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace setlist::definition {

/// Takes songs one by one, in their canonical order.
using SongSink = std::function<void(SongEntry&& song)>;

/// All that a rule may look at: an expansion is a function of the definition and the receipt alone.
struct IndexInputs {
  std::vector<std::string> files;  ///< the dataset's, relative to its root, sorted bytewise
  /// Where a table lies on disk, by its name in the rule ("metadata:info.csv" or a path relative to
  /// the root); nothing when it is not here.
  std::function<std::optional<std::filesystem::path>(const std::string& table)> find_table;
};

struct Expansion {
  bool expanded = false;  ///< false when a table is not here: then no song was handed over
  std::size_t songs = 0;
  std::vector<std::filesystem::path> tables;  ///< every file that was read, each once
};

/// Checks a rule without looking at any file; what is wrong is added to `out`.
[[nodiscard]] IndexRule read_index_rule(const base::Json& value, const std::string& pointer,
                                        base::Diagnostics& out);

/// Hands over the songs of a rule that was read without a fault. What is wrong with a row is a
/// fault in `out` that names the table and the line; the number of songs is compared with `count`.
[[nodiscard]] Expansion expand(const IndexRule& rule, const IndexInputs& inputs,
                               const SongSink& sink, base::Diagnostics& out);

}  // namespace setlist::definition
