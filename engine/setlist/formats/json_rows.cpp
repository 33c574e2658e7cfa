#include "setlist/formats/json_rows.hpp"

#include "setlist/base/text.hpp"
#include "setlist/formats/text_window.hpp"

#include <charconv>

#include <fmt/format.h>

namespace setlist::formats {
namespace {

using base::Json;

/// "~1" is '/' and "~0" is '~', as RFC 6901 has it.
std::string plain_step(std::string_view step) {
  std::string plain;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const bool escape = step[i] == '~' && i + 1 < step.size();
    plain += !escape ? step[i] : step[i + 1] == '1' ? '/' : '~';
    if (escape) ++i;
  }
  return plain;
}

const Json* item_at(const Json& value, const std::string& step) {
  const auto* array = value.as<Json::Array>();
  if (array == nullptr) return value.find(step);
  std::size_t index = 0;
  const char* const end = step.data() + step.size();
  const auto read = std::from_chars(step.data(), end, index);
  const bool number = read.ec == std::errc() && read.ptr == end;
  return number && index < array->size() ? &(*array)[index] : nullptr;
}

const Json* value_at(const Json& document, std::string_view pointer) {
  const Json* value = &document;
  while (value != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view step = pointer.substr(0, pointer.find('/'));
    value = item_at(*value, plain_step(step));
    pointer.remove_prefix(step.size());
  }
  return value;
}

Json parsed_line(std::string_view text, std::size_t line, const MediaFile& file) {
  try {
    return base::parse_json(text);
  } catch (const base::JsonFault& fault) {
    throw document_fault(file, fault, line);
  }
}

}  // namespace

void visit_rows(const Json& document, const TableLayout& layout, const MediaFile& file,
                const std::function<void(const TableRow&)>& visit) {
  const std::string shown = base::printable(layout.rows);
  if (!layout.rows.empty() && layout.rows.front() != '/') {
    throw base::UsageError(
        fmt::format("reading '{}': the rows are at '{}', expected a JSON "
                    "pointer: empty, or beginning with '/'",
                    base::printable(file.path()), shown));
  }
  const Json* rows = value_at(document, layout.rows);
  if (rows == nullptr) throw file.fault(fmt::format("nothing is at '{}', expected rows", shown));
  if (layout.whole) return visit({.value = rows});
  if (const auto* array = rows->as<Json::Array>()) {
    for (const Json& row : *array) visit({.value = &row});
  } else if (const auto* object = rows->as<Json::Object>()) {
    for (const auto& [key, row] : *object) visit({.value = &row, .key = key});
  } else {
    throw file.fault(
        fmt::format("{} is at '{}', expected an array or an object of rows", rows->kind(), shown));
  }
}

void read_json_lines(const MediaFile& file, const std::function<void(const TableRow&)>& visit) {
  TextWindow window(file);
  for (std::size_t line = 1;; ++line) {
    const std::size_t end = window.line_end(0, base::JsonLimits{}.bytes);
    const std::string_view text = window.text().substr(0, end);
    if (text.find_first_not_of(" \t\r") != std::string_view::npos) {
      const Json value = parsed_line(text, line, file);
      visit({.line = line, .value = &value});
    }
    if (end == window.size()) return;
    window.drop(end + 1);
  }
}

base::FormatError document_fault(const MediaFile& file, const base::JsonFault& fault,
                                 std::size_t line) {
  std::string place;
  if (line != 0 || fault.line != 0) {
    place = fmt::format("line {}", line != 0 ? line : fault.line);
    if (fault.line != 0) place += fmt::format(", column {}", fault.column);
    place += ": ";
  }
  if (!fault.pointer.empty()) place += fmt::format("at '{}': ", base::printable(fault.pointer));
  return file.fault(place + fault.what());
}

}  // namespace setlist::formats
