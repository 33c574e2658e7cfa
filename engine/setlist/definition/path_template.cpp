#include "setlist/definition/path_template.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <vector>

namespace setlist::definition {
namespace {

const std::vector<std::string>& field_names() {
  static const std::vector<std::string> names = {"id", "recording", "recording.stem",
                                                 "recording.dir"};
  return names;
}

std::string field_of(std::string_view name, const SongEntry& song) {
  if (name == "id") return song.id;
  const std::string recording = song.recordings.empty() ? std::string() : song.recordings.front();
  if (name == "recording") return recording;
  if (name == "recording.stem") return without_extension(recording);
  const std::size_t slash = recording.rfind('/');
  return slash == std::string::npos ? "." : recording.substr(0, slash);
}

}  // namespace

std::string without_extension(const std::string& path) {
  const std::size_t name = path.rfind('/') + 1;  // npos + 1 == 0
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos || dot <= name ? path : path.substr(0, dot);
}

std::optional<std::string> template_fault(std::string_view pattern) {
  for (std::size_t at = 0; (at = pattern.find_first_of("{}", at)) != std::string_view::npos;) {
    const std::size_t end = pattern.find('}', at);
    if (pattern[at] == '}' || end == std::string_view::npos) return "has an unpaired brace";
    const std::string name(pattern.substr(at + 1, end - at - 1));
    const auto& names = field_names();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return "names the unknown field '{" + base::printable(name) + "}'" +
             base::suggestion(name, names);
    }
    at = end + 1;
  }
  return std::nullopt;
}

std::string fill_template(std::string_view pattern, const SongEntry& song) {
  if (const auto fault = template_fault(pattern)) {
    throw base::DefinitionError("filling the template '" + base::printable(pattern) + "': it " +
                                *fault);
  }
  std::string filled;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    filled += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    filled += field_of(pattern.substr(open + 1, close - open - 1), song);
    pattern.remove_prefix(close + 1);
  }
  return filled;
}

}  // namespace setlist::definition
