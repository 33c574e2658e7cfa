#pragma once

#include <string>
#include <vector>

namespace setlist::base {

enum class Severity { kWarning, kFault };

/// One thing wrong with a file that people write.
struct Diagnostic {
  Severity severity = Severity::kFault;
  std::string file;
  std::size_t line = 0;  ///< from 1; 0 when not known
  std::string pointer;   ///< JSON pointer; "" is the whole document
  std::string message;   ///< what was found, what was expected, a suggestion
};

/// "Bach10.json:12: /songs/0/title: found a number, expected a string"
[[nodiscard]] std::string to_text(const Diagnostic& diagnostic);

/// All that is wrong, in the order it was found.
using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_faults(const Diagnostics& diagnostics);

}  // namespace setlist::base
