#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace setlist::base {

/// A JSON value. Objects keep the order of the text; keys are unique.
struct Json {
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  Json() = default;
  Json(bool v) : value(v) {}                            // NOLINT(google-explicit-constructor)
  Json(std::int64_t v) : value(v) {}                    // NOLINT
  Json(int v) : value(static_cast<std::int64_t>(v)) {}  // NOLINT
  Json(double v) : value(v) {}                          // NOLINT
  Json(const char* v) : value(std::string(v)) {}        // NOLINT
  Json(std::string_view v) : value(std::string(v)) {}   // NOLINT
  Json(std::string v) : value(std::move(v)) {}          // NOLINT
  Json(Array v) : value(std::move(v)) {}                // NOLINT
  Json(Object v) : value(std::move(v)) {}               // NOLINT

  template <typename T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&value);
  }
  [[nodiscard]] bool is_null() const { return value.index() == 0; }
  /// The member of that name, or null when this is no object or has none.
  [[nodiscard]] const Json* find(std::string_view key) const;
  /// An integer or a real number as double; null otherwise.
  [[nodiscard]] bool is_number() const { return as<double>() || as<std::int64_t>(); }
  [[nodiscard]] double number() const;
  /// "a string", "an array", ... for error sentences.
  [[nodiscard]] std::string_view kind() const;

  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> value;

  friend bool operator==(const Json&, const Json&) = default;
};

/// Builds an array from any range of things a Json can be made of.
template <typename Range>
[[nodiscard]] Json::Array json_array(const Range& range) {
  Json::Array array;
  for (const auto& item : range) array.emplace_back(item);
  return array;
}

/// The text of a value, UTF-8, numbers in their shortest exact form. `indent` 0 gives one line.
[[nodiscard]] std::string json_text(const Json& value, int indent = 0);

}  // namespace setlist::base
