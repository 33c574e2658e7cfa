#include "setlist/base/object_reader.hpp"

#include "setlist/base/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::base {

std::string pointer_step(std::string_view key) {
  std::string step = "/";
  for (const char c : key) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

ObjectReader::ObjectReader(const Json& value, std::string pointer, Diagnostics& out)
    : m_value(value), m_pointer(std::move(pointer)), m_out(out) {
  if (!value.as<Json::Object>()) {
    m_out.push_back({.pointer = m_pointer,
                     .message = fmt::format("found {}, expected an object", value.kind())});
  }
}

std::string ObjectReader::pointer_to(std::string_view key) const {
  return key.empty() ? m_pointer : m_pointer + pointer_step(key);
}

void ObjectReader::fault(std::string_view key, std::string message) {
  m_out.push_back({.pointer = pointer_to(key), .message = std::move(message)});
}

void ObjectReader::warning(std::string_view key, std::string message) {
  m_out.push_back(
      {.severity = Severity::kWarning, .pointer = pointer_to(key), .message = std::move(message)});
}

void ObjectReader::expected(std::string_view key, const Json& found, std::string_view wanted) {
  std::string shown(found.kind());
  if (!found.as<Json::Array>() && !found.as<Json::Object>() && !found.is_null()) {
    shown += " " + printable(json_text(found), 40);
  }
  fault(key, fmt::format("found {}, expected {}", shown, wanted));
}

const Json* ObjectReader::optional(std::string_view key) {
  m_known.emplace_back(key);
  return m_value.find(key);
}

const Json* ObjectReader::required(std::string_view key) {
  const Json* found = optional(key);
  if (!found && m_value.as<Json::Object>()) fault("", fmt::format("'{}' is missing", key));
  return found;
}

std::string ObjectReader::text(std::string_view key) {
  const Json* found = optional(key);
  if (!found) return {};
  if (const auto* text = found->as<std::string>()) return *text;
  expected(key, *found, "a string");
  return {};
}

std::string ObjectReader::required_text(std::string_view key) {
  if (!required(key)) return {};
  m_known.pop_back();
  std::string value = text(key);
  const Json* found = m_value.find(key);
  if (value.empty() && found->as<std::string>()) fault(key, "is empty, expected some text");
  return value;
}

std::optional<bool> ObjectReader::boolean(std::string_view key) {
  const Json* found = optional(key);
  if (!found) return std::nullopt;
  if (const auto* truth = found->as<bool>()) return *truth;
  expected(key, *found, "true or false");
  return std::nullopt;
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view key, std::int64_t low,
                                                  std::int64_t high) {
  const Json* found = optional(key);
  if (!found) return std::nullopt;
  const auto* number = found->as<std::int64_t>();
  if (number && *number >= low && *number <= high) return *number;
  expected(key, *found, fmt::format("an integer from {} to {}", low, high));
  return std::nullopt;
}

std::optional<double> ObjectReader::number(std::string_view key, double low, double high) {
  const Json* found = optional(key);
  if (!found) return std::nullopt;
  if (found->is_number() && found->number() >= low && found->number() <= high) {
    return found->number();
  }
  expected(key, *found, fmt::format("a number from {:g} to {:g}", low, high));
  return std::nullopt;
}

std::vector<std::pair<const Json*, std::string>> ObjectReader::items(std::string_view key) {
  const Json* found = optional(key);
  if (!found) return {};
  const auto* array = found->as<Json::Array>();
  if (!array) {
    expected(key, *found, "an array");
    return {};
  }
  std::vector<std::pair<const Json*, std::string>> list;
  list.reserve(array->size());
  for (const auto& item : *array) {
    list.emplace_back(&item, pointer_to(key) + "/" + std::to_string(list.size()));
  }
  return list;
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
  if (const Json* found = m_value.find(key); found && found->as<std::string>()) {
    return {text(key)};
  }
  std::vector<std::string> values;
  for (const auto& [item, pointer] : items(key)) {
    if (const auto* text = item->as<std::string>()) {
      values.push_back(*text);
    } else {
      m_out.push_back({.pointer = pointer,
                       .message = fmt::format("found {}, expected a string", item->kind())});
    }
  }
  return values;
}

void ObjectReader::refuse_unknown() {
  const auto* object = m_value.as<Json::Object>();
  if (!object) return;
  for (const auto& [key, item] : *object) {
    if (key.starts_with('$') || std::find(m_known.begin(), m_known.end(), key) != m_known.end()) {
      continue;
    }
    fault(key, "is not a known field" + suggestion(key, m_known));
  }
}

}  // namespace setlist::base
