#include "setlist/install/file_glob.hpp"

#include <algorithm>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// One component. The last '*' takes more only when the rest does not fit.
bool fits_component(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = pattern.npos;
  std::size_t taken = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = n;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      for (++n; n < name.size() && is_continuation(name[n]);) ++n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != pattern.npos) {
      p = star + 1;
      n = ++taken;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::vector<std::string_view> components(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const auto part = path.substr(0, path.find('/'));
    parts.push_back(part);
    path.remove_prefix(std::min(part.size() + 1, path.size()));
  }
  return parts;
}

}  // namespace

bool fits_glob(std::string_view pattern, std::string_view path) {
  const auto wanted = components(pattern);
  const auto given = components(path);
  // fits[k]: the components read so far fit the first k of the pattern.
  std::vector<bool> fits(wanted.size() + 1);
  fits[0] = true;
  const auto skip_any = [&] {
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      if (fits[k] && wanted[k] == "**") fits[k + 1] = true;
    }
  };
  skip_any();
  for (const auto component : given) {
    std::vector<bool> next(wanted.size() + 1);
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      if (!fits[k]) continue;
      if (wanted[k] == "**") {
        next[k] = true;
      } else if (fits_component(wanted[k], component)) {
        next[k + 1] = true;
      }
    }
    fits = std::move(next);
    skip_any();
  }
  return fits.back();
}

bool is_glob(std::string_view pattern) { return pattern.find_first_of("*?") != pattern.npos; }

std::vector<std::string> globbed(const fs::path& folder, std::string_view pattern) {
  std::vector<std::string> found;
  for (auto entry = fs::recursive_directory_iterator(folder);
       entry != fs::recursive_directory_iterator(); ++entry) {
    std::string path = entry->path().lexically_relative(folder).generic_string();
    if (!fits_glob(pattern, path)) continue;
    if (entry->is_directory()) entry.disable_recursion_pending();
    found.push_back(std::move(path));
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace setlist::install
