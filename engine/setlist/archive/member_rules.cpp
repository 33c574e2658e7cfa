#include "setlist/archive/member_rules.hpp"

#include "setlist/base/names.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include <sys/stat.h>

namespace setlist::archive {
namespace {

using base::ExitCode;

std::string in_quotes(std::string_view name) { return "'" + base::printable(name) + "'"; }

/// What a Mac's own tools leave in archives; no part of any dataset.
bool is_litter(std::string_view name) {
  if (name.starts_with("__MACOSX/")) return true;
  const std::string_view last = name.substr(name.rfind('/') + 1);
  return last.starts_with("._") || last == ".DS_Store" || last == "Icon\r";
}

/// The tree of files and folders so far. A component is found by its parent and by the key under
/// which a file system may take two names for one.
class Names {
 public:
  Names(const InputFile& file, std::uint64_t most) : m_file(file), m_most(most) {}

  void add(std::string_view path, bool folder) {
    std::size_t parent = 0;
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      parent = add_one(parent, path.substr(0, end), begin, folder || end < path.size());
      begin = end + 1;
    }
  }

 private:
  struct Node {
    std::string name;
    bool folder;
    std::size_t number;
  };

  /// `path` ends with the component, which starts at `begin`. Returns its number.
  std::size_t add_one(std::size_t parent, std::string_view path, std::size_t begin, bool folder) {
    const std::string_view name = path.substr(begin);
    const auto [at, added] =
        m_nodes.try_emplace(std::to_string(parent) + "/" + base::collision_key(name),
                            Node{std::string(name), folder, m_nodes.size() + 1});
    const Node& node = at->second;
    if (added && m_nodes.size() > m_most) {
      m_file.refuse(ExitCode::kQuota,
                    "it has more files and folders than the quota of " + std::to_string(m_most));
    }
    if (added || (folder && node.folder && node.name == name)) return node.number;
    const std::string both =
        in_quotes(std::string(path.substr(0, begin)) + node.name) + " and " + in_quotes(path);
    if (folder != node.folder) {
      m_file.refuse(ExitCode::kHostile, both + " are a file and a folder of one name");
    }
    m_file.refuse(ExitCode::kHostile,
                  both + " have the same name (or differ only by case or form of accents)");
  }

  const InputFile& m_file;
  std::uint64_t m_most;
  std::unordered_map<std::string, Node> m_nodes;
};

std::string_view without_slash(std::string_view name) {
  if (name.ends_with('/')) name.remove_suffix(1);
  return name;
}

void check_name(const InputFile& file, std::string_view name) {
  const auto fault = base::unsafe_path(name);
  if (!fault) return;
  const std::string hint =
      base::composed(name) ? "" : "; the archive must be made again with UTF-8 names";
  file.refuse(ExitCode::kHostile, "unsafe name " + in_quotes(name) + ": it " + *fault + hint);
}

Fate judge(const InputFile& file, const ZipEntry& entry, Names& names) {
  if (is_litter(entry.name)) {
    const std::size_t slash = entry.name.rfind('/');
    if (slash != std::string::npos) check_name(file, entry.name.substr(0, slash));
    return Fate::kSkipped;
  }
  const bool folder = entry.name.ends_with('/') || entry.file_type == S_IFDIR;
  const std::string_view path = folder ? without_slash(entry.name) : entry.name;
  check_name(file, path);
  if (entry.file_type == S_IFLNK) {
    file.refuse(ExitCode::kHostile, "symbolic link in the archive: " + in_quotes(path));
  }
  if (entry.file_type != 0 && entry.file_type != (folder ? S_IFDIR : S_IFREG)) {
    file.refuse(ExitCode::kHostile, "special file in the archive: " + in_quotes(path));
  }
  if (entry.encrypted) {
    file.refuse(ExitCode::kCredentials, "it is password protected: " + in_quotes(path));
  }
  if (folder && entry.size_bytes != 0)
    file.damaged("the folder " + in_quotes(path) + " has content");
  names.add(path, folder);
  return folder ? Fate::kFolder : Fate::kFile;
}

}  // namespace

std::vector<Fate> judge_members(const InputFile& file, const std::vector<ZipEntry>& entries,
                                const UnpackLimits& limits) {
  Names names(file, limits.entries);
  std::vector<Fate> fates;
  std::uint64_t total = 0;
  for (const auto& entry : entries) {
    fates.push_back(judge(file, entry, names));
    if (fates.back() != Fate::kFile) continue;
    if (entry.size_bytes > limits.bytes - total) {
      file.refuse(ExitCode::kQuota, in_quotes(entry.name) + " declares " +
                                        std::to_string(entry.size_bytes) + " bytes, over the " +
                                        "quota of " + std::to_string(limits.bytes) + " in all");
    }
    total += entry.size_bytes;
  }
  return fates;
}

}  // namespace setlist::archive
