#include "setlist/definition/index_filter.hpp"

#include "setlist/base/text.hpp"
#include "setlist/definition/index_filter_work.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>
#include <re2/re2.h>

namespace setlist::definition {
namespace {

enum class Takes {
  kNothing,
  kText,
  kSeparator,
  kCondition,
  kPath,
  kMap,
  kPattern,
  kCount,
  kNumber,
  kTwoTexts
};

struct FilterKind {
  std::string_view name;
  Takes takes;
  IndexFilter::Work work;
};

constexpr std::array kKinds = {FilterKind{"stem", Takes::kNothing, filters::stem},
                               FilterKind{"name", Takes::kNothing, filters::name},
                               FilterKind{"parent", Takes::kNothing, filters::parent},
                               FilterKind{"lower", Takes::kNothing, filters::lower},
                               FilterKind{"upper", Takes::kNothing, filters::upper},
                               FilterKind{"trim", Takes::kNothing, filters::trim},
                               FilterKind{"number", Takes::kNothing, filters::number},
                               FilterKind{"keys", Takes::kNothing, filters::keys},
                               FilterKind{"present", Takes::kNothing, filters::present},
                               FilterKind{"unique", Takes::kNothing, filters::unique},
                               FilterKind{"split", Takes::kSeparator, filters::split},
                               FilterKind{"join", Takes::kText, filters::join},
                               FilterKind{"default", Takes::kText, filters::fall_back},
                               FilterKind{"where", Takes::kCondition, filters::where},
                               FilterKind{"get", Takes::kPath, filters::get},
                               FilterKind{"map", Takes::kMap, filters::map},
                               FilterKind{"regex", Takes::kPattern, filters::regex},
                               FilterKind{"pad", Takes::kCount, filters::pad},
                               FilterKind{"first", Takes::kCount, filters::first},
                               FilterKind{"last", Takes::kCount, filters::last},
                               FilterKind{"item", Takes::kNumber, filters::item},
                               FilterKind{"replace", Takes::kTwoTexts, filters::replace}};

const FilterKind& kind_named(std::string_view name) {
  std::vector<std::string> known;
  for (const auto& kind : kKinds) {
    if (kind.name == name) return kind;
    known.emplace_back(kind.name);
  }
  throw TemplateFault(fmt::format("uses the unknown filter '{}'{}", base::printable(name),
                                  base::suggestion(name, known)));
}

std::int64_t number_of(std::string_view name, const std::string& text, std::int64_t low,
                       std::int64_t high) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc() || stop != end || number < low || number > high) {
    throw TemplateFault(fmt::format("gives '{}' the argument '{}', expected a number from {} to {}",
                                    name, base::printable(text), low, high));
  }
  return number;
}

std::shared_ptr<const re2::RE2> pattern_of(const std::string& text) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto pattern = std::make_shared<const re2::RE2>(text, options);
  if (pattern->ok()) return pattern;
  throw TemplateFault(
      fmt::format("has the pattern '{}', which is no regular expression: {} "
                  "(a '|' or a brace in it is written twice)",
                  base::printable(text), base::printable(pattern->error())));
}

const IndexMaps::mapped_type* map_named(const std::string& name, const IndexMaps& maps) {
  if (const auto found = maps.find(name); found != maps.end()) return &found->second;
  std::vector<std::string> known;
  for (const auto& [other, map] : maps) known.push_back(other);
  throw TemplateFault(fmt::format("uses the map '{}', which is not in 'maps'{}",
                                  base::printable(name), base::suggestion(name, known)));
}

void take_text(const FilterKind& kind, IndexFilter& filter) {
  switch (kind.takes) {
    case Takes::kSeparator:
      if (filter.text.empty()) {
        throw TemplateFault(fmt::format("gives '{}' nothing to split at", kind.name));
      }
      break;
    case Takes::kCondition: {
      const std::size_t equals = filter.text.find('=');
      if (equals == 0 || equals == std::string::npos) {
        throw TemplateFault(fmt::format("gives '{}' the argument '{}', expected KEY=VALUE",
                                        kind.name, base::printable(filter.text)));
      }
      filter.steps = path_steps(std::string_view(filter.text).substr(0, equals));
      filter.text.erase(0, equals + 1);
      break;
    }
    case Takes::kPath:
      filter.steps = path_steps(filter.text);
      break;
    case Takes::kPattern:
      filter.pattern = pattern_of(filter.text);
      break;
    case Takes::kCount:
      filter.number = number_of(kind.name, filter.text, 1, 255);
      break;
    case Takes::kNumber:
      filter.number = number_of(kind.name, filter.text, -65536, 65535);
      break;
    case Takes::kTwoTexts:
      if (filter.text.empty()) throw TemplateFault("gives 'replace' nothing to look for");
      break;
    default:
      break;
  }
}

std::size_t arguments_of(Takes takes) {
  if (takes == Takes::kNothing) return 0;
  return takes == Takes::kTwoTexts ? 2 : 1;
}

}  // namespace

std::size_t filter_arguments(std::string_view name) { return arguments_of(kind_named(name).takes); }

IndexFilter make_filter(std::string_view name, std::vector<std::string> arguments,
                        const IndexMaps& maps) {
  const FilterKind& kind = kind_named(name);
  if (const std::size_t wanted = arguments_of(kind.takes); arguments.size() != wanted) {
    throw TemplateFault(fmt::format("gives '{}' {} argument{}, expected {}", name, arguments.size(),
                                    arguments.size() == 1 ? "" : "s", wanted));
  }
  IndexFilter filter{.work = kind.work};
  if (!arguments.empty()) filter.text = std::move(arguments[0]);
  if (arguments.size() > 1) filter.replacement = std::move(arguments[1]);
  if (kind.takes == Takes::kMap) filter.map = map_named(filter.text, maps);
  take_text(kind, filter);
  return filter;
}

}  // namespace setlist::definition
