#include "setlist/archive/unpack.hpp"

#include "setlist/archive/file_kind.hpp"
#include "setlist/archive/input_file.hpp"
#include "setlist/archive/unpacking.hpp"

#include <algorithm>

namespace setlist::archive {

std::vector<UnpackedFile> unpack(const std::filesystem::path& archive,
                                 const std::filesystem::path& into, const UnpackOptions& options) {
  const InputFile file(archive);
  const FileKind found =
      kind_of(file.bytes_at(0, std::min<std::uint64_t>(file.size_bytes(), kKindBytes)));
  UnpackedFiles files;
  switch (found.kind) {
    case Kind::kOther:
      file.damaged("not an archive (zip, 7z or tar): " + found.words);
    case Kind::kZip:
      files = unpack_zip(file, into, options);
      break;
    case Kind::kSevenZip:
      files = unpack_seven_zip(file, into, options);
      break;
    default:
      files = unpack_tar(file, found.kind, into, options);
  }
  if (files.empty()) file.damaged("it is empty: it holds no file");
  return files;
}

}  // namespace setlist::archive
