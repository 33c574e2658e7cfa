#include "setlist/catalog/configuration.hpp"

#include "setlist/base/data_folder.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/catalog/file_faults.hpp"

#include <cstdlib>

namespace setlist::catalog {
namespace {

namespace fs = std::filesystem;

/// Stands for the packaged folder in a list of folders.
constexpr const char* kOfficial = "official";

fs::path home() {
  if (const char* folder = std::getenv("HOME"); folder && *folder) return folder;
  throw base::UsageError("reading the configuration: '~' is used but HOME is not set");
}

fs::path resolved(const std::string& text, const fs::path& relative_to) {
  if (text == "~") return home();
  if (text.starts_with("~/")) return home() / text.substr(2);
  return (relative_to / text).lexically_normal();
}

fs::path configuration_file(const Overrides& overrides) {
  if (overrides.config) return fs::absolute(*overrides.config);
  if (const char* given = std::getenv("SETLIST_CONFIG"); given && *given)
    return fs::absolute(given);
  std::error_code failure;
  if (fs::exists("datasets.json", failure)) return fs::absolute("datasets.json");
  if (const char* folder = std::getenv("HOME"); folder && *folder) {
    const fs::path own = fs::path(folder) / ".config/setlist/datasets.json";
    if (fs::exists(own, failure)) return own;
  }
  return base::data_folder() / "datasets.json";
}

/// A stated install folder stands for the file's own, which then need not be resolvable.
Configuration read_file(const fs::path& file, const std::optional<fs::path>& install_dir_stated) {
  const std::string text = base::read_file(file, base::JsonLimits{}.bytes);
  const base::Json document = base::read_json_file(file);
  base::Diagnostics faults;
  base::ObjectReader reader(document, "", faults);
  const std::string install_dir = reader.required_text("install_dir");
  const bool stated = document.find("definitions") != nullptr;
  const auto definitions =
      stated ? reader.texts("definitions") : std::vector<std::string>{kOfficial};
  const bool has_vocabulary = document.find("vocabulary") != nullptr;
  const auto vocabulary = has_vocabulary ? reader.required_text("vocabulary") : std::string();
  for (const auto* free : {"decompress_path", "author", "url"}) (void)reader.text(free);
  (void)reader.optional("year");
  reader.refuse_unknown();
  throw_faults(std::move(faults), "reading the configuration", file, text);
  Configuration configuration{file, {}, {}, {}};
  configuration.install_dir = install_dir_stated
                                  ? resolved(install_dir_stated->string(), fs::current_path())
                                  : resolved(install_dir, file.parent_path());
  for (const auto& folder : definitions) {
    configuration.definitions.push_back(folder == kOfficial ? official_definitions()
                                                            : resolved(folder, file.parent_path()));
  }
  if (has_vocabulary) configuration.vocabulary = resolved(vocabulary, file.parent_path());
  return configuration;
}

}  // namespace

Configuration read_configuration(const Overrides& overrides) {
  Configuration configuration = read_file(configuration_file(overrides), overrides.install_dir);
  if (!overrides.definitions.empty()) {
    configuration.definitions.clear();
    for (const auto& folder : overrides.definitions) {
      configuration.definitions.push_back(fs::absolute(folder).lexically_normal());
    }
  }
  return configuration;
}

fs::path official_definitions() { return base::data_folder() / "definitions"; }

}  // namespace setlist::catalog
