#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace setlist::base {

/// The whole file. A file larger than `limit_bytes` is an error before a byte is read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path,
                                    std::uint64_t limit_bytes = UINT64_MAX);

/// Readers see the old content or the new one, never a part: written beside, synced, renamed.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// A file being written front to back; errors are exceptions. Move-only. Destroyed without `close`,
/// the file stays as it is: the caller removes it.
class OutputFile {
 public:
  /// Fails when something of that name is there already.
  [[nodiscard]] static OutputFile create(const std::filesystem::path& path);
  /// As `create`, of a checked relative path beneath an open folder: no symbolic link is followed
  /// in any component, missing folders are made.
  [[nodiscard]] static OutputFile create_beneath(const std::filesystem::path& folder,
                                                 std::string_view relative_path);
  ~OutputFile();
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;

  void write(std::span<const std::byte> bytes);
  /// To the disk itself. A stage of many files is cheaper to sync once, as a tree.
  void sync();
  void close();

 private:
  OutputFile(int descriptor, std::filesystem::path path)
      : m_descriptor(descriptor), m_path(std::move(path)) {}
  int m_descriptor;
  std::filesystem::path m_path;
};

/// A folder of its own that is removed, with all in it, unless kept.
class TemporaryFolder {
 public:
  /// Made inside `parent`, which is made when missing.
  TemporaryFolder(const std::filesystem::path& parent, std::string_view prefix);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
  void keep() { m_kept = true; }

 private:
  std::filesystem::path m_path;
  bool m_kept = false;
};

/// Syncs every file and folder below `folder`, then `folder` itself.
void sync_tree(const std::filesystem::path& folder);

/// One rename; fails with an error rather than replace what is there.
void publish_folder(const std::filesystem::path& from, const std::filesystem::path& to);

void make_folders(const std::filesystem::path& folder);

/// Bytes that this user can still write on the file system that holds `path` (or its nearest
/// existing parent).
[[nodiscard]] std::uint64_t free_bytes(const std::filesystem::path& path);

}  // namespace setlist::base
