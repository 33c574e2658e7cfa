#include "setlist/archive/member_writer.hpp"

#include "setlist/base/digest.hpp"
#include "setlist/base/files.hpp"

#include <string>

#include <zlib.h>

namespace setlist::archive {

void MemberWriter::demand_room(const Member& member, std::uint64_t done, std::uint64_t more) const {
  if (more > member.size_bytes - done) {
    m_file.damaged("member " + in_quotes(member.name) + " is longer than the " +
                   std::to_string(member.size_bytes) + " bytes it declares");
  }
  if (more > m_options.limits.bytes - m_written) {
    m_file.refuse(base::ExitCode::kQuota, "it is larger than the quota of " +
                                              std::to_string(m_options.limits.bytes) + " bytes");
  }
}

UnpackedFile MemberWriter::write(const Member& member, const MemberReader& reader) {
  auto output = base::OutputFile::create_beneath(m_into, member.name);
  base::Hasher hasher("sha256");
  uLong crc = 0;
  std::uint64_t done = 0;
  for (auto bytes = reader.block(0); !bytes.empty(); bytes = reader.block(done)) {
    demand_room(member, done, bytes.size());
    output.write(bytes);
    hasher.add(bytes);
    if (member.crc) {
      crc = ::crc32_z(crc, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
    }
    done += bytes.size();
    m_written += bytes.size();
    if (m_options.progress) m_options.progress(m_written);
  }
  output.close();
  if (done != member.size_bytes || (member.crc && crc != *member.crc)) {
    m_file.damaged("member " + in_quotes(member.name) + " is damaged: " + std::to_string(done) +
                   " bytes of the " + std::to_string(member.size_bytes) + " it declares" +
                   (member.crc && crc != *member.crc ? ", with a wrong CRC" : ""));
  }
  return {member.name, done, hasher.finish().hex};
}

}  // namespace setlist::archive
