#pragma once

#include "setlist/columns/image.hpp"

#include <filesystem>
#include <optional>
#include <span>

namespace setlist::columns {

/// An image kept on disk, mapped read-only (read into memory on a network file system, where a
/// mapping can fail later). Nothing when it is not there, not whole to the last bit, of another
/// format or byte order, not a plain file, not owned by this user, or writable by others.
[[nodiscard]] std::optional<Image> open_image(const std::filesystem::path& file);

/// Writes an image beside and renames it, so that readers see an old one, a new one or none.
/// False when that was not possible; nothing is left behind then. Not synced: a file that a crash
/// cuts is not opened.
bool write_image(const std::filesystem::path& file, std::span<const std::byte> image);

}  // namespace setlist::columns
