#include "setlist/base/diagnostics.hpp"

#include "setlist/base/text.hpp"

#include <algorithm>

namespace setlist::base {

std::string to_text(const Diagnostic& diagnostic) {
  std::string text = printable(diagnostic.file);
  if (diagnostic.line != 0) text += ":" + std::to_string(diagnostic.line);
  text += diagnostic.severity == Severity::kWarning ? ": warning: " : ": ";
  if (!diagnostic.pointer.empty()) text += printable(diagnostic.pointer) + ": ";
  return text + diagnostic.message;
}

bool has_faults(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const auto& d) { return d.severity == Severity::kFault; });
}

}  // namespace setlist::base
