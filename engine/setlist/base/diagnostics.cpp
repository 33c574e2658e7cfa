#include "setlist/base/diagnostics.hpp"

#include "setlist/base/text.hpp"

#include <algorithm>

namespace setlist::base {
namespace {

/// The last one of a full list stands for all that are not shown.
void count(Diagnostics& all, const Diagnostic& diagnostic, std::size_t times) {
  if (all.size() == kMostDiagnostics) {
    all.push_back({.severity = Severity::kWarning, .times = 0, .beyond_schema = true});
  }
  Diagnostic& rest = all.back();
  rest.times += times;
  rest.message = "and " + std::to_string(rest.times) + " more";
  if (diagnostic.severity == Severity::kFault) {
    rest.severity = Severity::kFault;
    rest.beyond_schema = rest.beyond_schema && diagnostic.beyond_schema;
  }
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic) {
  std::string text = printable(diagnostic.file);
  if (diagnostic.line != 0) text += ":" + std::to_string(diagnostic.line);
  text += diagnostic.severity == Severity::kWarning ? ": warning: " : ": ";
  if (!diagnostic.pointer.empty()) text += printable(diagnostic.pointer) + ": ";
  text += diagnostic.message;
  const bool has_place = !diagnostic.pointer.empty();
  if (diagnostic.times > 1 && has_place)
    text += ", " + std::to_string(diagnostic.times) + " times, first here";
  return text;
}

bool has_faults(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const auto& d) { return d.severity == Severity::kFault; });
}

void add(Diagnostics& all, Diagnostic diagnostic) {
  if (is_full(all)) {
    count(all, diagnostic, 1);
  } else {
    all.push_back(std::move(diagnostic));
  }
}

void append(Diagnostics& all, const Diagnostics& more) {
  for (std::size_t i = 0; i < more.size(); ++i) {
    if (i == kMostDiagnostics) {
      count(all, more[i], more[i].times);
    } else {
      add(all, more[i]);
    }
  }
}

}  // namespace setlist::base
