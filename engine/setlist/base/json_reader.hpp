#pragma once

#include "setlist/base/json.hpp"

#include <cstdint>
#include <filesystem>
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

/// A JSON file; every fault is a DefinitionError naming file, line and column.
[[nodiscard]] Json read_json_file(const std::filesystem::path& path, const JsonLimits& limits = {});

/// The line (from 1) where the value at a JSON pointer begins; 0 when it is not there. The text
/// must have been parsed before.
[[nodiscard]] std::size_t line_of(std::string_view text, std::string_view pointer);

}  // namespace setlist::base
