#pragma once

#include "setlist/definition/index_value.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace setlist::definition {

/// A template that cannot be used. `what()` is the reason, to follow "the template '...' ".
struct TemplateFault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The tables of a rule's `maps`, by name.
using IndexMaps = std::map<std::string, std::map<std::string, std::string, std::less<>>>;

/// What filters may look at besides the value.
struct FilterScene {
  RowMemory& memory;
  const std::vector<std::string>& files;  ///< the dataset's, sorted bytewise
};

/// One step that a value passes through, with its arguments checked.
struct IndexFilter {
  using Work = void (*)(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
  Work work = nullptr;
  std::string text;         ///< the argument, or the first of two
  std::string replacement;  ///< the second
  std::vector<std::string> steps;
  std::int64_t number = 0;
  std::shared_ptr<const re2::RE2> pattern;
  const IndexMaps::mapped_type* map = nullptr;  ///< of the rule's maps

  void apply(IndexValue& value, const FilterScene& scene) const { work(*this, value, scene); }
};

/// How many arguments, divided by ':', a filter of that name takes; throws TemplateFault for a name
/// that is no filter.
[[nodiscard]] std::size_t filter_arguments(std::string_view name);

/// Throws TemplateFault for arguments that do not fit. The filter refers to `maps`.
[[nodiscard]] IndexFilter make_filter(std::string_view name, std::vector<std::string> arguments,
                                      const IndexMaps& maps);

}  // namespace setlist::definition
