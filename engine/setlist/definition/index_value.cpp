#include "setlist/definition/index_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Json;

IndexItem item_of(const Json& node, RowMemory& memory) {
  IndexItem item{.node = &node};
  if (const auto* text = node.as<std::string>()) {
    item.text = *text;
  } else if (const auto* truth = node.as<bool>()) {
    item.text = *truth ? "true" : "false";
  } else if (const auto* integer = node.as<std::int64_t>()) {
    item.text = memory.keep(fmt::format("{}", *integer));
  } else if (const auto* number = node.as<double>()) {
    item.text = memory.keep(fmt::format("{}", *number));
  }
  return item;
}

const Json* child(const Json& node, std::string_view step) {
  const auto* array = node.as<Json::Array>();
  if (!array) return node.find(step);
  std::size_t at = 0;
  const auto [end, fault] = std::from_chars(step.data(), step.data() + step.size(), at);
  const bool whole = fault == std::errc() && end == step.data() + step.size();
  return whole && at < array->size() ? &(*array)[at] : nullptr;
}

bool collect(const Json& node, std::span<const std::string> steps, IndexValue& value,
             RowMemory& memory);

/// One of all the members: what it lacks keeps its place, so that lists stay in step.
bool collect_member(const Json& node, std::string_view key, std::span<const std::string> steps,
                    IndexValue& value, RowMemory& memory) {
  const std::size_t before = value.items.size();
  const bool found = collect(node, steps, value, memory);
  if (value.items.size() == before) value.items.emplace_back();
  if (steps.empty()) value.items.back().key = key;
  return found;
}

bool collect(const Json& node, std::span<const std::string> steps, IndexValue& value,
             RowMemory& memory) {
  if (steps.empty()) {
    value.items.push_back(item_of(node, memory));
    return true;
  }
  const auto rest = steps.subspan(1);
  if (steps.front() != "*") {
    const Json* found = child(node, steps.front());
    return found && collect(*found, rest, value, memory);
  }
  value.is_list = true;
  bool found = false;
  if (const auto* object = node.as<Json::Object>()) {
    for (const auto& [key, member] : *object) {
      found = collect_member(member, key, rest, value, memory) || found;
    }
  } else if (const auto* array = node.as<Json::Array>()) {
    for (const auto& item : *array) found = collect_member(item, {}, rest, value, memory) || found;
  }
  return found;
}

}  // namespace

bool IndexItem::is_structure() const {
  return node && (node->as<Json::Object>() || node->as<Json::Array>());
}

std::string_view IndexItem::required_text() const {
  if (is_structure()) throw RowFault(fmt::format("found {}, expected a text", node->kind()));
  return text;
}

void IndexValue::clear() {
  items.clear();
  is_list = false;
}

void IndexValue::set_text(std::string_view text) {
  clear();
  items.push_back({.text = text});
}

bool IndexValue::is_empty() const {
  return std::all_of(items.begin(), items.end(), [](const auto& item) { return item.is_empty(); });
}

std::string_view RowMemory::keep(std::string text) {
  if (text.size() > kLongestText) {
    throw RowFault(fmt::format("comes out longer than {} bytes", kLongestText));
  }
  return m_texts.emplace_back(std::move(text));
}

const Json& RowMemory::keep(Json value) { return m_values.emplace_back(std::move(value)); }

void RowMemory::clear() {
  // Clearing an empty deque still touches its map: a row without filters should not pay for that.
  if (!m_texts.empty()) m_texts.clear();
  if (!m_values.empty()) m_values.clear();
}

bool read_node(const Json& node, std::span<const std::string> steps, IndexValue& value,
               RowMemory& memory) {
  value.clear();
  const bool found = collect(node, steps, value, memory);
  if (value.is_list || value.items.empty()) return found;
  const auto* array = value.items.front().node->as<Json::Array>();
  if (!array) return found;
  value.clear();
  value.is_list = true;
  for (const auto& item : *array) value.items.push_back(item_of(item, memory));
  return found;
}

Json lasting(const IndexValue& value) {
  const auto copy = [](const IndexItem& item) {
    return item.node ? *item.node : Json(std::string(item.text));
  };
  if (!value.is_list) return value.items.empty() ? Json() : copy(value.items.front());
  Json::Array array;
  array.reserve(value.items.size());
  for (const auto& item : value.items) array.push_back(copy(item));
  return array;
}

std::vector<std::string> path_steps(std::string_view path) {
  std::vector<std::string> steps;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    steps.emplace_back(path.substr(0, dot));
    path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
  }
  return steps;
}

}  // namespace setlist::definition
