#pragma once

#include <string>
#include <vector>

namespace setlist::base {

enum class Severity { kWarning, kFault };

/// One thing wrong with a file that people write.
struct Diagnostic {
  Severity severity = Severity::kFault;
  std::string file;
  std::size_t line = 0;   ///< from 1; 0 when not known
  std::string pointer;    ///< JSON pointer; "" is the whole document
  std::string message;    ///< what was found, what was expected, a suggestion
  std::size_t times = 1;  ///< how often; the place is the first one's
  /// No JSON Schema can say it: two ids that are equal, a count that another field decides.
  bool beyond_schema = false;
};

/// "Bach10.json:12: /songs/0/title: found a number, expected a string"
[[nodiscard]] std::string to_text(const Diagnostic& diagnostic);

/// All that is wrong, in the order it was found.
using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_faults(const Diagnostics& diagnostics);

/// So many are kept of one file: more than anybody reads at once.
inline constexpr std::size_t kMostDiagnostics = 200;

/// Adds one, or only counts it in a last one when so many are there.
void add(Diagnostics& all, Diagnostic diagnostic);
/// Adds what was itself gathered with `add`; what was only counted stays counted.
void append(Diagnostics& all, const Diagnostics& more);
/// Would `add` only count? Then nobody reads the message, and it need not be made.
[[nodiscard]] inline bool is_full(const Diagnostics& all) { return all.size() >= kMostDiagnostics; }

}  // namespace setlist::base
