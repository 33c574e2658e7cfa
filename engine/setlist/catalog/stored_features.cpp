#include "setlist/catalog/stored_features.hpp"

#include "setlist/base/json_reader.hpp"

namespace setlist::catalog {

using base::Json;

std::string features_text(const std::vector<definition::Feature>& features) {
  if (features.empty()) return {};
  Json::Array list;
  for (const definition::Feature& feature : features) {
    list.emplace_back(Json::Array{feature.name, feature.path, feature.hop_seconds});
  }
  return base::json_text(list);
}

std::vector<definition::Feature> features_of(std::string_view text) {
  std::vector<definition::Feature> features;
  if (text.empty()) return features;
  const Json list = base::parse_json(text);  // that it is one of ours is not taken for granted
  const auto* items = list.as<Json::Array>();
  for (std::size_t i = 0; items && i < items->size(); ++i) {
    const auto* parts = (*items)[i].as<Json::Array>();
    if (!parts || parts->size() != 3) continue;
    const auto* name = (*parts)[0].as<std::string>();
    const auto* path = (*parts)[1].as<std::string>();
    if (name && path && (*parts)[2].is_number())
      features.push_back({*name, *path, (*parts)[2].number()});
  }
  return features;
}

}  // namespace setlist::catalog
