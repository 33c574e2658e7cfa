#include "setlist/definition/definition_folder.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>

namespace setlist::definition {

namespace fs = std::filesystem;

std::vector<fs::path> definition_files(const fs::path& folder) {
  std::error_code failure;
  if (!fs::is_directory(folder, failure)) {
    throw base::UsageError("opening the collection: the definitions folder '" +
                           base::printable(folder.string()) +
                           "' does not exist; correct --definitions or datasets.json");
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace setlist::definition
