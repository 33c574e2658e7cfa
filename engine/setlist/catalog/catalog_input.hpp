#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace setlist::catalog {

/// A file or folder that a catalogue was made from, as it was then. A file that was looked for and
/// not there counts too: it may come.
struct CatalogInput {
  std::filesystem::path path;
  bool folder = false;  ///< of definitions: its state is the names of the JSON files in it
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;
  std::string digest;  ///< of the content where the times cannot tell; of a folder's names
};

/// Looks at a file or folder now; call before reading it.
[[nodiscard]] CatalogInput look_at(const std::filesystem::path& path, std::int64_t now_ns);
[[nodiscard]] CatalogInput look_at_folder(const std::filesystem::path& path);

/// Is it still what it was? A file is, when device, inode, size and times are the same and the
/// times are not so young that another change could have had the same; else its content decides.
[[nodiscard]] bool unchanged(const CatalogInput& input, std::int64_t looked_ns);

/// Could a change have left the times as they are?
[[nodiscard]] bool too_young(const CatalogInput& input, std::int64_t looked_ns);

[[nodiscard]] std::int64_t now_ns();

}  // namespace setlist::catalog
