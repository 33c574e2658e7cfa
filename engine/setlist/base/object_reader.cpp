#include "setlist/base/object_reader.hpp"

#include "setlist/base/text.hpp"

#include <algorithm>
#include <cmath>

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
    add(m_out, {.pointer = m_pointer,
                .message = fmt::format("found {}, expected an object", value.kind())});
  }
}

std::string ObjectReader::pointer_to(std::string_view key) const {
  return key.empty() ? m_pointer : m_pointer + pointer_step(key);
}

void ObjectReader::fault(std::string_view key, std::string message) {
  add(m_out, {.pointer = pointer_to(key), .message = std::move(message)});
}

void ObjectReader::warning(std::string_view key, std::string message) {
  add(m_out,
      {.severity = Severity::kWarning, .pointer = pointer_to(key), .message = std::move(message)});
}

void ObjectReader::fault_beyond_schema(std::string_view key, std::string message) {
  add(m_out, {.pointer = pointer_to(key), .message = std::move(message), .beyond_schema = true});
}

std::string found_instead(const Json& found, std::string_view wanted) {
  std::string shown(found.kind());
  if (!found.as<Json::Array>() && !found.as<Json::Object>() && !found.is_null()) {
    shown += " " + printable(json_text(found), 40);
  }
  return fmt::format("found {}, expected {}", shown, wanted);
}

std::optional<std::int64_t> integer_of(const Json& value) {
  if (const auto* number = value.as<std::int64_t>()) return *number;
  constexpr double kBeyond = 9.2e18;
  const auto* real = value.as<double>();
  if (!real || std::abs(*real) > kBeyond || *real != std::floor(*real)) return std::nullopt;
  return static_cast<std::int64_t>(*real);
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
  fault(key, found_instead(*found, "a string"));
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
  fault(key, found_instead(*found, "true or false"));
  return std::nullopt;
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view key, std::int64_t low,
                                                  std::int64_t high) {
  const Json* found = optional(key);
  if (!found) return std::nullopt;
  const auto number = integer_of(*found);
  if (number && *number >= low && *number <= high) return *number;
  fault(key, found_instead(*found, fmt::format("an integer from {} to {}", low, high)));
  return std::nullopt;
}

std::optional<double> ObjectReader::number(std::string_view key, double low, double high) {
  const Json* found = optional(key);
  if (!found) return std::nullopt;
  if (found->is_number() && found->number() >= low && found->number() <= high) {
    return found->number();
  }
  fault(key, found_instead(*found, fmt::format("a number from {:g} to {:g}", low, high)));
  return std::nullopt;
}

std::vector<std::pair<const Json*, std::string>> ObjectReader::items(std::string_view key) {
  const Json* found = optional(key);
  if (!found) return {};
  const auto* array = found->as<Json::Array>();
  if (!array) {
    fault(key, found_instead(*found, "an array"));
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
    } else if (is_full(m_out)) {
      add(m_out, {});
    } else {
      add(m_out, {.pointer = pointer,
                  .message = fmt::format("found {}, expected a string", item->kind())});
    }
  }
  return values;
}

std::vector<std::string_view> ObjectReader::unknown() const {
  std::vector<std::string_view> keys;
  const auto* object = m_value.as<Json::Object>();
  if (!object) return keys;
  for (const auto& [key, item] : *object) {
    if (!key.starts_with('$') && std::find(m_known.begin(), m_known.end(), key) == m_known.end()) {
      keys.push_back(key);
    }
  }
  return keys;
}

void ObjectReader::refuse_unknown() {
  const std::vector<std::string> known(m_known.begin(), m_known.end());
  for (const auto key : unknown()) {
    fault(key, "is not a known field" + suggestion(key, known));
  }
}

void ObjectReader::warn_unknown() {
  for (const auto key : unknown()) warning(key, "is not a known field");
}

}  // namespace setlist::base
