#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/base/json.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::base {

/// Reads the members of a JSON object, adding every fault to a list instead of stopping at the
/// first. A getter that finds a fault reports it and returns its default.
class ObjectReader {
 public:
  /// `value` and `out` outlive the reader. A value that is no object is a fault.
  ObjectReader(const Json& value, std::string pointer, Diagnostics& out);

  [[nodiscard]] const Json* optional(std::string_view key);
  [[nodiscard]] const Json* required(std::string_view key);

  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] std::string required_text(std::string_view key);
  [[nodiscard]] std::optional<bool> boolean(std::string_view key);
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t low,
                                                    std::int64_t high);
  [[nodiscard]] std::optional<double> number(std::string_view key, double low, double high);
  /// An array of strings; a bare string stands for an array of one.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  /// The items of an array member, each with its pointer.
  [[nodiscard]] std::vector<std::pair<const Json*, std::string>> items(std::string_view key);

  /// Call last: members that no getter asked for are faults, with the nearest known name suggested.
  /// Keys that start with '$' are free.
  void refuse_unknown();
  /// Those members as warnings, for texts that are read leniently.
  void warn_unknown();

  void fault(std::string_view key, std::string message);
  /// A fault that no JSON Schema can say.
  void fault_beyond_schema(std::string_view key, std::string message);
  void warning(std::string_view key, std::string message);
  [[nodiscard]] std::string pointer_to(std::string_view key) const;

 private:
  [[nodiscard]] std::vector<std::string_view> unknown() const;

  const Json& m_value;
  std::string m_pointer;
  Diagnostics& m_out;
  std::vector<std::string_view> m_known;  ///< keys that outlive the reader, as literals do
};

/// "found a number 7, expected a string"
[[nodiscard]] std::string found_instead(const Json& found, std::string_view wanted);

/// The integer that a value is; 1.0 is one too, as in JSON Schema.
[[nodiscard]] std::optional<std::int64_t> integer_of(const Json& value);

/// A key as one step of a JSON pointer.
[[nodiscard]] std::string pointer_step(std::string_view key);

}  // namespace setlist::base
