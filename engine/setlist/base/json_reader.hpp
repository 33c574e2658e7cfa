#pragma once

#include "setlist/base/json.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace setlist::base {

/// What a JSON text may ask of memory; the defaults fit definitions.
struct JsonLimits {
  std::uint64_t bytes = 64ULL << 20U;
  int depth = 32;
  std::uint64_t values = 5'000'000;
  std::size_t string_bytes = 1U << 20U;
  std::size_t key_bytes = 256;
};

/// A text that is not JSON, or breaks a limit. `what()` is the reason alone.
struct JsonFault : std::runtime_error {
  using std::runtime_error::runtime_error;

  std::size_t line = 0;    ///< from 1; 0 when not known
  std::size_t column = 0;  ///< from 1, in bytes
  std::string pointer;     ///< the innermost value begun
};

/// Parses a text of unknown origin: limits hold before memory is spent, a repeated key is a fault.
[[nodiscard]] Json parse_json(std::string_view text, const JsonLimits& limits = {});

/// The items of one array, handed over one by one instead of being kept.
struct JsonItems {
  std::string_view member;  ///< of the top-level object; its value is left as an empty array
  std::function<void(Json&& item, std::size_t index)> take;
};

/// As above with memory bounded by one item and the rest of the document.
[[nodiscard]] Json parse_json(std::string_view text, const JsonLimits& limits,
                              const JsonItems& items);

/// Has the text's object a member of that name? A quick look at a text that need not be JSON.
[[nodiscard]] bool has_member(std::string_view text, std::string_view key);

/// A JSON file; every fault is a DefinitionError naming file, line and column.
[[nodiscard]] Json read_json_file(const std::filesystem::path& path, const JsonLimits& limits = {});

}  // namespace setlist::base
