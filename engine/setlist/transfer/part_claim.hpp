#pragma once

#include <filesystem>
#include <vector>

namespace setlist::transfer {

/// Parts wait as folders `rest`. A process owns one by renaming it to a name with its own number in
/// it: of many that try exactly one succeeds, on every file system, where locks are not to be
/// trusted. So one folder holds the bytes and the journal: one rename takes both.

/// Takes the part at rest and those of processes of this machine that are dead; none, when there
/// is none or others were faster.
[[nodiscard]] std::vector<std::filesystem::path> claim_parts(const std::filesystem::path& rest);

/// A new, empty folder of this process.
[[nodiscard]] std::filesystem::path make_claimed(const std::filesystem::path& rest);

/// Puts a part back to rest. False when another lies there.
[[nodiscard]] bool release_part(const std::filesystem::path& claimed,
                                const std::filesystem::path& rest) noexcept;

}  // namespace setlist::transfer
