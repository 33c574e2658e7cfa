#pragma once

#include "setlist/base/digest.hpp"
#include "setlist/catalog/catalog.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace setlist::install {

/// What the disk holds before an install. Made by `look_at_disk`; the plan itself touches nothing.
struct DiskState {
  bool installed = false;             ///< a receipt of this very definition is there
  bool other_version = false;         ///< a receipt of another one is there
  bool folder_in_the_way = false;     ///< a folder without a receipt: not ours
  std::vector<std::string> verified;  ///< sha256 hex of the resources that lie verified on disk
  std::map<std::string, std::filesystem::path> given;  ///< the user's own files, by resource
  std::uint64_t free_bytes = 0;
};

/// `from` is a folder of files that the user has already, or empty.
[[nodiscard]] DiskState look_at_disk(const catalog::DatasetEntry& entry,
                                     const std::filesystem::path& from = {});

struct PlannedResource {
  std::string id;
  std::vector<std::string> urls;  ///< absolute, mirrors first
  std::optional<std::uint64_t> size_bytes;
  std::vector<base::Digest> digests;
  bool unpack = false;
  std::string to;     ///< the folder it is put into, relative to the dataset's; "" is that itself
  bool keep = false;  ///< already here and verified
  std::string filename_encoding;  ///< of the names in an old archive; "" is UTF-8
  std::filesystem::path given;    ///< the user's own file, which is read and left as it is
};

/// What an install would do.
struct Plan {
  std::string dataset;
  std::string version;
  std::filesystem::path folder;  ///< where the dataset is published
  bool nothing_to_do = false;    ///< installed already
  std::vector<PlannedResource> resources;
  bool with_mirrors = false;       ///< the user named servers, which may be in a private network
  std::vector<std::string> steps;  ///< what is done to the files, in order, each a phrase
  std::uint64_t fetch_bytes = 0;   ///< of the resources whose size is known
  bool fetch_bytes_known = true;
  std::uint64_t peak_bytes = 0;  ///< estimated need on disk while it runs
  std::uint64_t free_bytes = 0;
  std::size_t songs = 0;
  std::size_t annotations = 0;  ///< annotation files that conversion makes
  definition::License license;
  std::string citation;
};

/// A pure function of the definition, the disk, and the mirrors: base URLs where a resource is
/// looked for first, by file name; only resources with a digest, for a mirror is not trusted.
/// Throws when the dataset cannot be installed at all.
[[nodiscard]] Plan plan(const catalog::DatasetEntry& entry, const DiskState& disk,
                        const std::vector<std::string>& mirrors = {});

}  // namespace setlist::install
