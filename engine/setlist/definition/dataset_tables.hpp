#pragma once

#include "setlist/definition/index_expansion.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace setlist::definition {

/// What the index rule of a dataset may look at: the files of the dataset, and tables that lie
/// beside the definition.
class DatasetTables {
 public:
  /// `folder` is the dataset's; `files` are those in it, relative to it and sorted, or nothing when
  /// it is not installed. The definition outlives this.
  DatasetTables(const Definition& definition, std::filesystem::path folder,
                std::optional<std::vector<std::string>> files);

  /// Hands over the songs; what is wrong with a row or a table is added to `out`.
  [[nodiscard]] Expansion expand(const SongSink& sink, base::Diagnostics& out);
  /// The places beside the definition where a table was looked for, there or not.
  [[nodiscard]] const std::vector<std::filesystem::path>& tried() const { return m_tried; }

 private:
  [[nodiscard]] std::optional<std::filesystem::path> find(const std::string& table);
  [[nodiscard]] std::optional<std::filesystem::path> installed(const std::string& path) const;
  [[nodiscard]] std::optional<std::filesystem::path> beside_definition(const std::string& resource,
                                                                       const std::string& file);

  void check_digests(const Resource& resource, const std::filesystem::path& path);

  const Definition& m_definition;
  std::filesystem::path m_folder;
  std::string m_root;  ///< below the folder: "" or a path that ends in '/'
  std::optional<std::vector<std::string>> m_files;
  std::vector<std::filesystem::path> m_tried;
  base::Diagnostics* m_out = nullptr;
};

}  // namespace setlist::definition
