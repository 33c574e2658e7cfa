#pragma once

#include "setlist/base/diagnostics.hpp"

#include <string>

namespace setlist::definition {

/// Passes on what is wrong with the rows of tables: the first fifty as they are, then one that
/// counts the rest. Not for two threads at once.
class RowFaults {
 public:
  /// `out` outlives this.
  explicit RowFaults(base::Diagnostics& out) : m_out(out) {}

  void add(base::Diagnostic diagnostic);
  /// Call last.
  void finish();

  [[nodiscard]] std::size_t faults() const { return m_faults; }

 private:
  base::Diagnostics& m_out;
  std::size_t m_passed = 0;
  std::size_t m_faults = 0;
  std::size_t m_faults_withheld = 0;
  std::size_t m_warnings_withheld = 0;
};

}  // namespace setlist::definition
