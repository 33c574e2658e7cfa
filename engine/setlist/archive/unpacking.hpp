#pragma once

#include "setlist/archive/file_kind.hpp"
#include "setlist/archive/input_file.hpp"
#include "setlist/archive/unpack.hpp"

#include <filesystem>
#include <vector>

namespace setlist::archive {

using UnpackedFiles = std::vector<UnpackedFile>;

[[nodiscard]] UnpackedFiles unpack_zip(const InputFile& file, const std::filesystem::path& into,
                                       const UnpackOptions& options);

[[nodiscard]] UnpackedFiles unpack_seven_zip(const InputFile& file,
                                             const std::filesystem::path& into,
                                             const UnpackOptions& options);

/// `kind` is that of the file: tar, or what a tar is compressed with.
[[nodiscard]] UnpackedFiles unpack_tar(const InputFile& file, Kind kind,
                                       const std::filesystem::path& into,
                                       const UnpackOptions& options);

}  // namespace setlist::archive
