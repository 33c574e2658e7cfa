#include "setlist/formats/yaml_scalar.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace setlist::formats {
namespace {

using base::Json;

constexpr std::string_view kDigits = "0123456789";

/// The whole text as a number, if it is one that the type holds.
template <typename Number, typename... Form>
std::optional<Number> whole_number(std::string_view text, Form... form) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number, form...);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

std::size_t digits_at(std::string_view text) {
  const std::size_t end = text.find_first_not_of(kDigits);
  return end == std::string_view::npos ? text.size() : end;
}

/// 1, 1.5, .5, 1., 1e3 but not 007, inf or 0x1p3. `text` has no sign.
bool is_decimal(std::string_view text, bool& integer) {
  const std::size_t whole = digits_at(text);
  if (whole > 1 && text.front() == '0') return false;
  text.remove_prefix(whole);
  integer = text.empty();
  std::size_t fraction = 0;
  if (text.starts_with('.')) {
    fraction = digits_at(text.substr(1));
    text.remove_prefix(1 + fraction);
  }
  if (whole + fraction == 0) return false;
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && digits_at(text) == text.size();
}

/// 0o17 and 0x1F, which have no sign.
std::optional<std::int64_t> based_integer(std::string_view text) {
  const bool octal = text.starts_with("0o");
  if ((!octal && !text.starts_with("0x")) || text.substr(2).starts_with('-')) return std::nullopt;
  return whole_number<std::int64_t>(text.substr(2), octal ? 8 : 16);
}

std::optional<Json> number(std::string_view text) {
  if (const auto based = based_integer(text)) return Json(*based);
  const bool sign = text.starts_with('-') || text.starts_with('+');
  bool integer = false;
  if (!is_decimal(text.substr(sign ? 1 : 0), integer)) return std::nullopt;
  if (text.starts_with('+')) text.remove_prefix(1);  // from_chars takes only the other sign
  if (!integer) {
    const auto real = whole_number<double>(text);
    return real ? std::optional<Json>(*real) : std::nullopt;
  }
  const auto value = whole_number<std::int64_t>(text);
  return value ? std::optional<Json>(*value) : std::nullopt;
}

}  // namespace

Json plain_scalar(const std::string& text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return {};
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  if (auto value = number(text)) return *std::move(value);
  return text;
}

}  // namespace setlist::formats
