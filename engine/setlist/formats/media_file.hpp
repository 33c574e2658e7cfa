#pragma once

#include "setlist/base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace setlist::formats {

/// A regular file open for reading at any offset. Opening never waits and refuses folders, FIFOs
/// and devices. Safe from many threads.
class MediaFile {
 public:
  explicit MediaFile(const std::filesystem::path& path);
  ~MediaFile();
  MediaFile(const MediaFile&) = delete;
  MediaFile& operator=(const MediaFile&) = delete;

  [[nodiscard]] std::uint64_t size() const { return m_size; }  ///< bytes, when it was opened
  [[nodiscard]] const std::string& path() const { return m_path; }

  /// Fills `out` from `offset` on; fewer bytes only where the file ends. Returns how many.
  [[nodiscard]] std::size_t read_at(std::uint64_t offset, std::span<unsigned char> out) const;

  /// The error of a file that is damaged or of a kind that is not read: "reading 'x.wav': ...".
  [[nodiscard]] base::FormatError fault(const std::string& what) const;

 private:
  std::string m_path;
  int m_descriptor = -1;
  std::uint64_t m_size = 0;
};

}  // namespace setlist::formats
