#include "setlist/base/json.hpp"

#include <nlohmann/json.hpp>

namespace setlist::base {
namespace {

using Dumped = nlohmann::ordered_json;

Dumped converted(const Json& json) {
  if (const auto* array = json.as<Json::Array>()) {
    Dumped out = Dumped::array();
    for (const auto& item : *array) out.push_back(converted(item));
    return out;
  }
  if (const auto* object = json.as<Json::Object>()) {
    Dumped out = Dumped::object();
    for (const auto& [key, item] : *object) out[key] = converted(item);
    return out;
  }
  if (const auto* text = json.as<std::string>()) return *text;
  if (const auto* number = json.as<double>()) return *number;
  if (const auto* integer = json.as<std::int64_t>()) return *integer;
  if (const auto* truth = json.as<bool>()) return *truth;
  return nullptr;
}

}  // namespace

const Json* Json::find(std::string_view key) const {
  if (const auto* object = as<Object>()) {
    for (const auto& [name, item] : *object) {
      if (name == key) return &item;
    }
  }
  return nullptr;
}

double Json::number() const {
  if (const auto* integer = as<std::int64_t>()) return static_cast<double>(*integer);
  return std::get<double>(value);
}

std::string_view Json::kind() const {
  constexpr std::string_view kKinds[] = {"null",     "a boolean", "an integer", "a number",
                                         "a string", "an array",  "an object"};
  return kKinds[value.index()];
}

std::string json_text(const Json& value, int indent) {
  return converted(value).dump(indent == 0 ? -1 : indent, ' ', false,
                               Dumped::error_handler_t::replace);
}

}  // namespace setlist::base
