#pragma once

#include "setlist/base/digest.hpp"
#include "setlist/base/json.hpp"
#include "setlist/music/annotation.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace setlist::catalog {

struct License {
  std::string id;  ///< SPDX where there is one
  std::string url;
};

/// One thing to fetch. All digests must hold.
struct Resource {
  std::string id;
  std::string part;
  std::vector<std::string> urls;  ///< in order of preference
  std::optional<std::uint64_t> size_bytes;
  std::vector<base::Digest> digests;
  bool unpack = false;
};

/// How annotations are made from the files of a song.
struct Conversion {
  std::string converter;
  std::string from;    ///< template of a path; see path_template.hpp
  base::Json options;  ///< the remaining members, an object
};

/// One song as its definition states it. What is not known is empty.
struct SongEntry {
  std::string id;  ///< unique in its dataset
  std::string title;
  std::string composer;
  std::string artist;
  std::string album;
  std::string text;
  std::optional<int> year;
  std::optional<double> duration_seconds;
  std::optional<bool> ensemble;
  double offset_seconds = 0;  ///< time in the recording = time in the annotation + offset
  std::vector<std::string> instruments;
  std::vector<std::string> groups;
  std::vector<std::string> tags;
  std::vector<std::string> recordings;    ///< paths relative to the root; several are mixed
  std::vector<std::string> sources;       ///< one for each instrument
  std::vector<std::string> ground_truth;  ///< one for each instrument; a repeated path is shared
  base::Json meta;
};

using Levels = std::map<std::string, music::Level>;  ///< by annotation type

/// One dataset.
struct Definition {
  std::filesystem::path file;
  base::Digest digest;  ///< of the file's bytes
  std::string name;
  std::string version;
  std::string root;  ///< relative to the install folder; starts with the name
  std::string description;
  std::string homepage;
  License license;
  std::string citation;
  std::optional<bool> ensemble;
  std::vector<std::string> groups;
  std::vector<std::string> instruments;
  std::string recording_format;
  std::string sources_format;
  std::map<std::string, Levels> ground_truth;  ///< by group
  std::vector<Resource> resources;
  std::vector<Conversion> conversion;
  std::vector<SongEntry> songs;
};

}  // namespace setlist::catalog
