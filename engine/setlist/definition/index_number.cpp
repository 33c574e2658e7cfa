#include "setlist/definition/index_number.hpp"

#include "setlist/base/text.hpp"
#include "setlist/definition/index_value.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

constexpr double kLargestExactInteger = 9007199254740992.0;  // 2^53

}  // namespace

base::Json number_in(std::string_view text) {
  const char* end = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto read = std::from_chars(text.data(), end, integer);
      read.ec == std::errc() && read.ptr == end) {
    return integer;
  }
  double number = 0;
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(number)) {
    throw RowFault(fmt::format("found '{}', expected a number", base::printable(text)));
  }
  if (std::trunc(number) == number && std::abs(number) <= kLargestExactInteger) {
    return static_cast<std::int64_t>(number);
  }
  return number;
}

bool truth_in(std::string_view text) {
  const std::string lower = base::ascii_lower(text);
  if (lower == "true" || lower == "1") return true;
  if (lower == "false" || lower == "0") return false;
  throw RowFault(fmt::format("found '{}', expected true, false, 1 or 0", base::printable(text)));
}

}  // namespace setlist::definition
