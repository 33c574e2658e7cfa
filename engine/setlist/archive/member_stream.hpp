#pragma once

#include "setlist/archive/member_reader.hpp"
#include "setlist/archive/unpacking.hpp"

namespace setlist::archive {

/// Judges and writes member after member, as libarchive finds them: for archives whose headers are
/// known only when their turn comes.
[[nodiscard]] UnpackedFiles unpack_members(MemberReader& reader, const InputFile& file,
                                           const std::filesystem::path& into,
                                           const UnpackOptions& options);

}  // namespace setlist::archive
