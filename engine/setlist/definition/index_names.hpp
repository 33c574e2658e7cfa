#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::definition {

/// What a name in a rule stands for.
struct IndexReference {
  enum class Of : std::uint8_t { kRow, kJoin, kLet };
  Of of = Of::kRow;
  std::uint32_t which = 0;  ///< of kJoin and kLet: which one
  std::uint32_t slot = 0;   ///< of kRow and kJoin: its place in what that table is asked for
};

/// A column, or a path into a JSON or YAML row, that a rule asks of a table.
struct AskedName {
  std::string name;
  std::vector<std::string> steps;
  std::string pointer;  ///< where the rule asks first
};

/// The names that the parts of a rule may use, and what they ask of each table.
class IndexNames {
 public:
  /// Joins and lets are added one after the other: each may use only those before it.
  void add_join(std::string name);
  void add_let(std::string name);
  [[nodiscard]] bool is_taken(std::string_view name) const;

  /// A name that begins with a join's and a dot is the join's; others are lets or columns.
  IndexReference refer(std::string_view name, const std::string& pointer);
  /// A column of the join's own table.
  std::uint32_t ask_join(std::size_t join, std::string_view name, const std::string& pointer);

  [[nodiscard]] const std::vector<AskedName>& asked_of_row() const { return m_row; }
  [[nodiscard]] const std::vector<AskedName>& asked_of_join(std::size_t join) const {
    return m_asked_of_joins[join];
  }

 private:
  std::vector<std::string> m_joins;
  std::vector<std::string> m_lets;
  std::vector<AskedName> m_row;
  std::vector<std::vector<AskedName>> m_asked_of_joins;
};

}  // namespace setlist::definition
