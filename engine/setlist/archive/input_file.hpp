#pragma once

#include "setlist/base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace setlist::archive {

/// An archive on disk, opened once: what is checked is what is unpacked. Only a regular file opens.
class InputFile {
 public:
  explicit InputFile(std::filesystem::path path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  [[nodiscard]] std::uint64_t size_bytes() const { return m_size; }
  [[nodiscard]] int descriptor() const { return m_descriptor; }

  /// Bytes [offset, offset + count); refused as truncated when the file ends before.
  [[nodiscard]] std::string bytes_at(std::uint64_t offset, std::uint64_t count) const;

  /// Throws an ArchiveError that names the archive.
  [[noreturn]] void refuse(base::ExitCode code, const std::string& fault) const;
  [[noreturn]] void damaged(const std::string& fault) const {
    refuse(base::ExitCode::kIntegrity, fault);
  }

 private:
  std::filesystem::path m_path;
  int m_descriptor;
  std::uint64_t m_size = 0;
};

}  // namespace setlist::archive
