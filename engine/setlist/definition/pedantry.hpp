#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/definition/definition.hpp"

#include <map>
#include <set>
#include <string>

namespace setlist::definition {

/// What a careful author of definitions would mend although it is allowed. Hears every song, then
/// judges.
class Pedantry {
 public:
  void hear(const SongEntry& song);
  [[nodiscard]] base::Diagnostics judge(const Definition& definition) const;

 private:
  std::map<std::string, std::size_t> m_instruments;  ///< uses of each spelling
  std::map<std::string, std::size_t> m_composers;
};

}  // namespace setlist::definition
