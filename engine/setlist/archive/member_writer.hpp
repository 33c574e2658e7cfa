#pragma once

#include "setlist/archive/input_file.hpp"
#include "setlist/archive/member_reader.hpp"
#include "setlist/archive/member_rules.hpp"
#include "setlist/archive/unpack.hpp"

#include <cstdint>
#include <filesystem>

namespace setlist::archive {

/// Writes the members of one archive beneath a folder.
class MemberWriter {
 public:
  MemberWriter(const InputFile& file, const std::filesystem::path& into,
               const UnpackOptions& options)
      : m_file(file), m_into(into), m_options(options) {}

  /// A new file of what the reader gives, which must be what the member declares.
  [[nodiscard]] UnpackedFile write(const Member& member, const MemberReader& reader);

 private:
  void demand_room(const Member& member, std::uint64_t done, std::uint64_t more) const;

  const InputFile& m_file;
  const std::filesystem::path& m_into;
  const UnpackOptions& m_options;
  std::uint64_t m_written = 0;
};

}  // namespace setlist::archive
