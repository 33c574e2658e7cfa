#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace setlist::archive {

/// What an archive may ask of the disk.
struct UnpackLimits {
  std::uint64_t bytes = 1ULL << 30U;
  std::uint64_t entries = 100'000;  ///< members, and also files and folders together
};

struct UnpackedFile {
  std::string path;  ///< relative, safe by base::unsafe_path
  std::uint64_t size_bytes = 0;
  std::string sha256;  ///< lower-case hex, computed from the bytes written
};

/// Called with the bytes written so far; may throw to stop.
using UnpackProgress = std::function<void(std::uint64_t bytes)>;

struct UnpackOptions {
  UnpackLimits limits = {};
  /// Of the names that an old archive does not call UTF-8, such as "CP437"; "" is UTF-8.
  std::string filename_encoding = {};
  UnpackProgress progress = {};
};

/// Unpacks an archive into an existing folder that is the caller's to throw away when this throws.
/// The content of the file, never its name, tells what it is: zip, 7z, or tar in at most one of
/// gzip, bzip2, xz and zstd. Only regular files and the folders they lie in come out; nothing is
/// written outside `into`; damage, a truncated archive, colliding names and encrypted members are
/// errors that name the member. Returns the files in the order of the archive.
[[nodiscard]] std::vector<UnpackedFile> unpack(const std::filesystem::path& archive,
                                               const std::filesystem::path& into,
                                               const UnpackOptions& options = {});

}  // namespace setlist::archive
