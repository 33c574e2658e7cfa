#pragma once

#include "setlist/base/diagnostics.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::definition {

/// What is to be said about one definition.
struct Validation {
  std::filesystem::path file;
  std::string name;               ///< of the dataset; empty when it could not be read
  std::size_t songs = 0;          ///< listed, or found by the index rule
  bool expanded = true;           ///< false: the table of its index rule is not beside it
  base::Diagnostics diagnostics;  ///< faults and warnings
  /// Where the published schema says otherwise than the reader: a bug of setlist.
  base::Diagnostics disagreements;

  [[nodiscard]] bool valid() const { return !base::has_faults(diagnostics); }
};

/// Reads a definition, or every definition of a folder, as opening would, and asks the published
/// schema too. `pedantic` adds warnings for what is allowed but poor: facts that were not verified,
/// missing digests, sizes, licences and citations, unusual spellings.
[[nodiscard]] std::vector<Validation> validate(const std::filesystem::path& file_or_folder,
                                               bool pedantic = false);

/// What the published schema says against a definition of format 1 that is sound JSON.
[[nodiscard]] base::Diagnostics published_schema_faults(std::string_view text);

/// What is wrong with a dataset's name, or nothing.
[[nodiscard]] std::optional<std::string> name_fault(const std::string& name);

}  // namespace setlist::definition
