#include "setlist/catalog/file_faults.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/json_lines.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace setlist::catalog {

void throw_faults(base::Diagnostics faults, std::string_view doing,
                  const std::filesystem::path& file, std::string_view text) {
  constexpr std::size_t kShown = 50;  // a sentence that nobody can read helps nobody
  if (faults.empty()) return;
  const std::size_t hidden = faults.size() - std::min(faults.size(), kShown);
  faults.resize(faults.size() - hidden);
  std::vector<std::string> pointers;
  for (const auto& fault : faults) pointers.push_back(fault.pointer);
  const auto places = base::lines_of(text, pointers);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    faults[i].file = file.string();
    faults[i].line = places[i];
    lines.push_back(base::to_text(faults[i]));
  }
  if (hidden > 0) lines.push_back(fmt::format("and {} more", hidden));
  throw base::DefinitionError(fmt::format("{}: {}", doing, base::joined(lines, "; ")),
                              {.path = file.string(), .url = {}, .pointer = {}});
}

}  // namespace setlist::catalog
