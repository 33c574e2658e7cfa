#pragma once

#include "engine/definition/index_dataset.hpp"
#include "setlist/definition/definition_reader.hpp"

#include <doctest/doctest.h>

namespace setlist::testing {

inline const std::filesystem::path kIndexDefinitions =
    std::filesystem::path(SETLIST_TESTS_DIR) / "definitions/index";

/// The rule of one of the nine definitions.
inline definition::IndexRule rule_of(const std::string& name) {
  const auto reading = definition::read_definition(kIndexDefinitions / (name + ".json"));
  for (const auto& diagnostic : reading.diagnostics) MESSAGE(base::to_text(diagnostic));
  REQUIRE(reading.diagnostics.empty());
  REQUIRE(reading.definition->index);
  return *reading.definition->index;
}

/// The rule, but for a part of the dataset: `count` is of the whole.
inline Expanded expand_part(const IndexDataset& dataset, const std::string& name) {
  auto rule = rule_of(name);
  std::erase_if(std::get<base::Json::Object>(rule.rule.value),
                [](const auto& member) { return member.first == "count"; });
  return dataset.expand(rule);
}

}  // namespace setlist::testing
