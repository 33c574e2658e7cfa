#pragma once

#include "setlist/base/json.hpp"

#include <deque>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::definition {

/// Why a row makes no song. `what()` is the reason alone.
struct RowFault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One text of a value and, where it was read from JSON or YAML, what it stands for there.
struct IndexItem {
  std::string_view text;             ///< empty for an object or an array
  const base::Json* node = nullptr;  ///< null for what came from a cell or a filter
  std::string_view key;              ///< its name, where it is a member of an object

  /// The text; throws RowFault for an object or an array, which have none.
  [[nodiscard]] std::string_view required_text() const;
  [[nodiscard]] bool is_structure() const;
  [[nodiscard]] bool is_empty() const { return text.empty() && !is_structure(); }
};

/// What a placeholder stands for in one row. Its views live until the row is left.
struct IndexValue {
  std::vector<IndexItem> items;  ///< of a text: one, or none
  bool is_list = false;

  void clear();
  void set_text(std::string_view text);
  [[nodiscard]] bool is_empty() const;  ///< no item, or empty ones only
};

/// Keeps what is made of a row until the row is left.
class RowMemory {
 public:
  /// Throws RowFault for a text that no dataset needs: definitions of a few lines could ask for
  /// gigabytes otherwise.
  std::string_view keep(std::string text);
  const base::Json& keep(base::Json value);
  void clear();

 private:
  std::deque<std::string> m_texts;
  std::deque<base::Json> m_values;
};

constexpr std::size_t kLongestText = 1U << 20U;

/// The value at the end of a path: each step is the name of a member, the number of an item, or '*'
/// for all of them, which gives a list. What is not there gives nothing. True when it was there.
bool read_node(const base::Json& node, std::span<const std::string> steps, IndexValue& value,
               RowMemory& memory);

/// A value that outlives its row, for `read_node` to read with no steps.
[[nodiscard]] base::Json lasting(const IndexValue& value);

/// The steps of "stems.*.name".
[[nodiscard]] std::vector<std::string> path_steps(std::string_view path);

}  // namespace setlist::definition
