#pragma once

#include "setlist/query/query.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::query {

/// What the values of a field are.
enum class FieldKind {
  kText,  ///< a text or names; takes ':', '=' and '~'
  kNameList,
  kNumber,
  kFlag,
  kPresence,  ///< ':', and a level may be compared
};

/// A field as it is written in the text of a query.
struct FieldEntry {
  std::string_view name;   ///< "n_notes"
  std::string_view shown;  ///< in sentences: "number of notes"
  Field field;
  FieldKind kind;
};

[[nodiscard]] std::span<const FieldEntry> fields();
/// Null for a name that is none.
[[nodiscard]] const FieldEntry* field_named(std::string_view name);
/// `field` is one that can be written.
[[nodiscard]] const FieldEntry& entry_of(Field field);
[[nodiscard]] std::vector<std::string> field_names();

/// Is it "audio", "sources", "text" or "features", which a song has or has not at no level?
[[nodiscard]] bool is_presence(std::string_view what);
/// Those four.
[[nodiscard]] std::span<const std::string_view> presences();

/// The levels or numbers that `comparison` ("", "=", ">", ...) and `text` ask for. Nothing when
/// that is no number; "" takes intervals too.
[[nodiscard]] std::optional<Interval> interval_of(std::string_view comparison,
                                                  std::string_view text);
[[nodiscard]] std::string to_text(const Interval& interval);
/// Throws UsageError for an interval that holds no number at all.
void check_interval(const Interval& interval, const Term& term);

/// "filtering songs (column 10): " before what is wrong with a term.
[[noreturn]] void fail(const Term& term, const std::string& reason);

}  // namespace setlist::query
