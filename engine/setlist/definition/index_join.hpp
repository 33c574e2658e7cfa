#pragma once

#include "setlist/definition/index_rows.hpp"
#include "setlist/definition/index_template.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace setlist::definition {

/// A further table of a rule: one with a key for each row, or a document for each song.
struct IndexJoin {
  std::string name;
  IndexTable table;
  std::optional<IndexExpression> on;  ///< the key, from the row; without it `document` is there
  std::uint32_t key_slot = 0;         ///< where the key stands in the joined table
  IndexTemplate document;             ///< the name of the table of a song
};

/// Reads the member `join`; what is wrong with it is added to `out`. Names are added one by one.
[[nodiscard]] std::vector<IndexJoin> read_index_joins(
    const std::vector<std::pair<const base::Json*, std::string>>& items, IndexNames& names,
    const IndexMaps& maps, base::Diagnostics& out);

/// What a rule asks of one row of a joined table, slot by slot.
using JoinedRow = std::vector<base::Json>;

/// The rows of a joined table by their key. Memory grows with what is asked, not with the table.
class JoinedRows {
 public:
  void load(const IndexJoin& join, const std::vector<AskedName>& asked,
            const std::vector<TableFile>& files, RowFaults& faults);

  /// Adds the rows with that key, in the order of the tables.
  void find(std::string_view key, std::vector<const JoinedRow*>& rows) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  std::vector<JoinedRow> m_rows;
  std::unordered_map<std::string, std::vector<std::size_t>, Hash, std::equal_to<>> m_by_key;
};

/// What is asked of a row, kept beyond its visit.
[[nodiscard]] JoinedRow kept(const IndexRow& row, std::size_t slots, RowMemory& memory);

/// The value in one slot of the rows that were found: of several a list.
void read_joined(std::span<const JoinedRow* const> rows, bool as_list, std::size_t slot,
                 IndexValue& value, RowMemory& memory);

}  // namespace setlist::definition
