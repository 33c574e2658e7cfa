#include "setlist/archive/member_stream.hpp"

#include "setlist/archive/member_rules.hpp"
#include "setlist/archive/member_writer.hpp"
#include "setlist/base/text.hpp"

#include <string_view>

namespace setlist::archive {
namespace {

/// "./a" is how `tar c .` writes "a"; nothing is left of "./" itself.
std::string_view without_dot(std::string_view name) {
  while (name.starts_with("./")) name.remove_prefix(2);
  return name == "." ? "" : name;
}

Member member_of(const InputFile& file, struct archive_entry* header) {
  const char* name = archive_entry_pathname(header);
  if (name == nullptr) {
    file.refuse(base::ExitCode::kHostile, "the name of a member cannot be read: it is not UTF-8");
  }
  Member member;
  member.name = name;
  member.name_is_utf8 = base::composed(name).has_value();
  member.size_bytes = static_cast<std::uint64_t>(archive_entry_size(header));
  member.file_type = archive_entry_filetype(header);
  if (const char* link = archive_entry_hardlink(header)) member.hard_link = link;
  member.sparse = archive_entry_sparse_count(header) != 0;
  member.encrypted = archive_entry_is_encrypted(header) != 0;
  return member;
}

}  // namespace

UnpackedFiles unpack_members(MemberReader& reader, const InputFile& file,
                             const std::filesystem::path& into, const UnpackOptions& options) {
  MemberRules rules(file, options);
  MemberWriter writer(file, into, options);
  UnpackedFiles files;
  while (struct archive_entry* header = reader.next()) {
    Member member = member_of(file, header);
    member.name = std::string(without_dot(member.name));
    if (member.name.empty() && member.file_type == S_IFDIR) continue;
    reader.name(member.name);
    if (rules.judge(member) == Fate::kFile) files.push_back(writer.write(member, reader));
  }
  return files;
}

}  // namespace setlist::archive
