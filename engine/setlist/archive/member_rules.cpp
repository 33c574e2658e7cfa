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

/// What a Mac's own tools leave in archives; no part of any dataset.
bool is_litter(std::string_view name) {
  if (name.starts_with("__MACOSX/")) return true;
  const std::string_view last = name.substr(name.rfind('/') + 1);
  return last.starts_with("._") || last == ".DS_Store" || last == "Icon\r";
}

std::string_view without_slash(std::string_view name) {
  if (name.ends_with('/')) name.remove_suffix(1);
  return name;
}

}  // namespace

std::string in_quotes(std::string_view name) { return "'" + base::printable(name) + "'"; }

/// The tree of files and folders so far. A component is found by its parent and by the key under
/// which a file system may take two names for one.
class MemberRules::Names {
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

MemberRules::MemberRules(const InputFile& file, const UnpackOptions& options)
    : m_file(file),
      m_limits(options.limits),
      m_names(std::make_unique<Names>(file, options.limits.entries)) {
  if (!options.filename_encoding.empty()) m_encoding.emplace(options.filename_encoding);
}

MemberRules::~MemberRules() = default;

Fate MemberRules::judge(Member& member) {
  if (++m_members > m_limits.entries) {
    m_file.refuse(ExitCode::kQuota,
                  "it has more members than the quota of " + std::to_string(m_limits.entries));
  }
  to_utf8(member);
  const Fate fate = fate_of(member);
  if (fate == Fate::kFolder) return fate;
  // Of what is skipped as well: in a tar or a 7z it is unpacked on the way.
  if (member.size_bytes > m_limits.bytes - m_declared) {
    m_file.refuse(ExitCode::kQuota, in_quotes(member.name) + " declares " +
                                        std::to_string(member.size_bytes) + " bytes, over the " +
                                        "quota of " + std::to_string(m_limits.bytes) + " in all");
  }
  if (member.sparse) {
    m_file.refuse(ExitCode::kHostile, in_quotes(member.name) +
                                          " is sparse: it holds less than the " +
                                          std::to_string(member.size_bytes) + " bytes it declares");
  }
  m_declared += member.size_bytes;
  return fate;
}

void MemberRules::to_utf8(Member& member) const {
  const auto beyond_ascii = [](char c) { return static_cast<signed char>(c) < 0; };
  if (!m_encoding || member.name_is_utf8 ||
      std::none_of(member.name.begin(), member.name.end(), beyond_ascii)) {
    return;
  }
  auto decoded = m_encoding->decoded(member.name);
  if (!decoded) {
    m_file.refuse(ExitCode::kHostile, "unsafe name " + in_quotes(member.name) + ": it is not in " +
                                          "the filename_encoding '" + m_encoding->name() + "'");
  }
  member.name = *std::move(decoded);
}

void MemberRules::check_name(std::string_view name) const {
  const auto fault = base::unsafe_path(name);
  if (!fault) return;
  const std::string hint =
      base::composed(name) ? ""
                           : "; name its encoding in the definition (\"filename_encoding\"), or "
                             "make the archive again with UTF-8 names";
  m_file.refuse(ExitCode::kHostile, "unsafe name " + in_quotes(name) + ": it " + *fault + hint);
}

Fate MemberRules::fate_of(const Member& member) {
  if (is_litter(member.name)) {
    const std::size_t slash = member.name.rfind('/');
    if (slash != std::string::npos) check_name(member.name.substr(0, slash));
    return Fate::kSkipped;
  }
  const bool folder = member.name.ends_with('/') || member.file_type == S_IFDIR;
  const std::string_view path = folder ? without_slash(member.name) : member.name;
  check_name(path);
  if (member.file_type == S_IFLNK) {
    m_file.refuse(ExitCode::kHostile, "symbolic link in the archive: " + in_quotes(path));
  }
  if (member.hard_link) {
    m_file.refuse(ExitCode::kHostile, "hard link in the archive: " + in_quotes(path) + " is " +
                                          in_quotes(*member.hard_link) +
                                          "; the archive must be made again with "
                                          "--hard-dereference");
  }
  if (member.file_type != 0 && member.file_type != (folder ? S_IFDIR : S_IFREG)) {
    m_file.refuse(ExitCode::kHostile, "special file in the archive: " + in_quotes(path));
  }
  if (member.encrypted) {
    m_file.refuse(ExitCode::kCredentials, "it is password protected: " + in_quotes(path));
  }
  if (folder && member.size_bytes != 0) {
    m_file.damaged("the folder " + in_quotes(path) + " has content");
  }
  m_names->add(path, folder);
  return folder ? Fate::kFolder : Fate::kFile;
}

}  // namespace setlist::archive
