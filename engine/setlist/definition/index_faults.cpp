#include "setlist/definition/index_faults.hpp"

#include <fmt/format.h>

namespace setlist::definition {
namespace {

constexpr std::size_t kMostPassed = 50;

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} more {}{} in the rows of its tables", count, what, count == 1 ? "" : "s");
}

}  // namespace

void RowFaults::add(base::Diagnostic diagnostic) {
  const bool is_fault = diagnostic.severity == base::Severity::kFault;
  if (is_fault) ++m_faults;
  if (m_passed < kMostPassed) {
    ++m_passed;
    m_out.push_back(std::move(diagnostic));
  } else {
    ++(is_fault ? m_faults_withheld : m_warnings_withheld);
  }
}

void RowFaults::finish() {
  if (m_faults_withheld > 0) {
    m_out.push_back({.pointer = "/index", .message = counted(m_faults_withheld, "fault")});
  }
  if (m_warnings_withheld > 0) {
    m_out.push_back({.severity = base::Severity::kWarning,
                     .pointer = "/index",
                     .message = counted(m_warnings_withheld, "warning")});
  }
}

}  // namespace setlist::definition
