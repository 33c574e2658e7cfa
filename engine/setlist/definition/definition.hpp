#pragma once

#include "setlist/base/digest.hpp"
#include "setlist/base/json.hpp"
#include "setlist/definition/index_rule.hpp"
#include "setlist/music/annotation.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace setlist::definition {

/// How a definition is written: ours states `format`, ASMD's does not.
enum class Dialect { kSetlist, kAsmd };

struct License {
  std::string id;  ///< SPDX where there is one
  std::string url;
};

/// One thing to fetch. All digests must hold.
struct Resource {
  std::string id;
  std::string part;
  std::vector<std::string> urls;  ///< in order of preference; empty when `manual` tells how
  std::optional<std::uint64_t> size_bytes;
  std::vector<base::Digest> digests;
  bool verified = true;  ///< size and digests were checked against the real file
  bool unpack = false;
  std::string to;                 ///< folder relative to the root; "" is the root's parent
  std::string filename_encoding;  ///< of the names in an old archive; "" is UTF-8
  std::string manual;             ///< what a person must do: data behind a login or a request
};

/// One thing done to the unpacked files before conversion. Paths relative to the dataset's folder.
struct Step {
  enum class Kind { kMove, kCopy, kRename, kRemove, kUnpack, kMakeFolder, kShell };
  Kind kind = Kind::kMove;
  std::string from;  ///< a pattern with '*', '?' and '**'
  std::string to;
  std::string command;  ///< of kShell, which runs only when it was allowed
};

/// How annotations are made from the files of a song.
struct Conversion {
  std::string converter;
  std::string from;    ///< template of a path; see path_template.hpp; empty in ASMD's dialect
  base::Json options;  ///< the remaining members, an object
};

/// A named array that belongs to a song, such as a spectrogram kept as npy.
struct Feature {
  std::string name;
  std::string path;        ///< relative to the root
  double hop_seconds = 0;  ///< from one row to the next; 0 when it is not a sequence
};

/// One song as its definition states it. What is not known is empty.
struct SongEntry {
  std::string id;  ///< unique in its dataset
  std::string title;
  std::string composer;
  std::string artist;
  std::string performer;
  std::string work;  ///< what several performances have in common
  std::string album;
  std::string license;  ///< SPDX; empty: that of the dataset
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
  std::vector<Feature> features;
  base::Json meta;
};

using Levels = std::map<std::string, music::Level>;  ///< by annotation type

/// One dataset.
struct Definition {
  std::filesystem::path file;
  base::Digest digest;  ///< of the file's bytes
  Dialect dialect = Dialect::kSetlist;
  std::string name;
  std::string version;
  std::string variant_of;  ///< the dataset whose performances these are too
  std::string root;        ///< relative to the install folder; starts with the name; "" in ASMD's
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
  std::vector<Step> steps;
  std::vector<Conversion> conversion;
  std::optional<IndexRule> index;  ///< how songs are found, instead of a list
  std::vector<SongEntry> songs;
};

}  // namespace setlist::definition
