#include "setlist/definition/dataset_tables.hpp"

#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

namespace fs = std::filesystem;

/// The root below the dataset's folder.
std::string below_folder(const Definition& definition) {
  if (definition.root.size() <= definition.name.size()) return {};
  return definition.root.substr(definition.name.size() + 1) + "/";
}

}  // namespace

DatasetTables::DatasetTables(const Definition& definition, fs::path folder,
                             std::optional<std::vector<std::string>> files)
    : m_definition(definition),
      m_folder(std::move(folder)),
      m_root(below_folder(definition)),
      m_files(std::move(files)) {}

Expansion DatasetTables::expand(const SongSink& sink, base::Diagnostics& out) {
  const IndexRule& rule = *m_definition.index;
  // The list of files is not known before they are here.
  if (!m_files && rule.rule.find("files")) return {};
  m_out = &out;
  IndexInputs inputs;
  for (const auto& file : m_files.value_or(std::vector<std::string>())) {
    if (file.starts_with(m_root)) inputs.files.push_back(file.substr(m_root.size()));
  }
  inputs.find_table = [this](const std::string& table) { return find(table); };
  return definition::expand(rule, inputs, sink, out);
}

std::optional<fs::path> DatasetTables::find(const std::string& table) {
  const std::size_t colon = table.find(':');
  if (colon == std::string::npos) return installed(m_root + table);
  const std::string file = table.substr(colon + 1);
  if (auto found = installed(file)) return found;
  if (auto found = installed(m_root + file)) return found;
  return beside_definition(table.substr(0, colon), file);
}

std::optional<fs::path> DatasetTables::installed(const std::string& path) const {
  if (!m_files || !std::ranges::binary_search(*m_files, path)) return std::nullopt;
  return m_folder / path;
}

std::optional<fs::path> DatasetTables::beside_definition(const std::string& resource,
                                                         const std::string& file) {
  for (const Resource& candidate : m_definition.resources) {
    if (candidate.id != resource || candidate.unpack) continue;
    for (const auto& url : candidate.urls) {
      if (!url.starts_with("file:") || fs::path(url.substr(5)).filename() != file) continue;
      const fs::path path = m_definition.file.parent_path() / url.substr(5);
      const bool is_new = std::ranges::find(m_tried, path) == m_tried.end();
      if (is_new) m_tried.push_back(path);
      std::error_code failure;
      if (!fs::is_regular_file(path, failure)) continue;
      if (is_new) check_digests(candidate, path);
      return path;
    }
  }
  return std::nullopt;
}

/// Once for each place, for a table is asked for more than once.
void DatasetTables::check_digests(const Resource& resource, const fs::path& path) {
  for (const auto& digest : resource.digests) {
    if (base::digest_of_file(path, digest.algorithm) == digest) continue;
    base::add(*m_out, {.file = path.string(),
                       .message = fmt::format("is not the file that the definition '{}' means: its "
                                              "digest is not {}",
                                              base::printable(m_definition.name), digest.text())});
  }
}

}  // namespace setlist::definition
