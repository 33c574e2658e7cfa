#pragma once

#include "setlist/selection/selection.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace setlist::selection {

struct LockedDataset {
  std::string name;
  std::string version;
  std::string definition;  ///< digest of the definition's file
};

struct LockedSong {
  std::string id;
  /// Of each file of annotations the digest of its JSON, uncompressed; nothing when the dataset was
  /// not on disk.
  std::optional<std::vector<std::string>> annotations;
};

/// Exactly which songs an experiment used, and what they were.
struct Lockfile {
  std::vector<LockedDataset> datasets;
  std::vector<LockedSong> songs;  ///< in the order of the selection
};

/// Reads every file of annotations of the songs that are on disk, on all cores. One that is missing
/// or damaged is an error.
[[nodiscard]] Lockfile locked(const Selection& songs);

/// JSON, a line for each song; the same text for the same songs.
[[nodiscard]] std::string to_text(const Lockfile& lockfile);
/// Readers see the old file or the whole new one.
void write_lockfile(const Lockfile& lockfile, const std::filesystem::path& file);
/// A text that is no lockfile is a DefinitionError.
[[nodiscard]] Lockfile read_lockfile(const std::filesystem::path& file);

/// A selection as a lockfile states it.
struct Restored {
  Selection songs;                       ///< in the order of the lockfile; without those not here
  std::vector<std::string> differences;  ///< a sentence each; empty: exactly the locked selection
  std::size_t not_compared = 0;          ///< songs whose annotations are not on disk, or were not
};
[[nodiscard]] Restored restored(const Lockfile& lockfile, const Selection& collection);

}  // namespace setlist::selection
