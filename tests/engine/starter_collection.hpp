#pragma once

#include "scratch.hpp"
#include "setlist/dataset/dataset.hpp"
#include "setlist/install/installer.hpp"
#include "setlist/install/subject.hpp"

#include <optional>

namespace setlist::testing {

/// What a test opens to see Starter installed in a folder of its own.
inline catalog::Overrides starter_overrides(const std::filesystem::path& install_dir) {
  catalog::Overrides overrides;
  overrides.config = std::filesystem::path(SETLIST_STARTER).parent_path() / "datasets.json";
  overrides.definitions = {SETLIST_STARTER};
  overrides.install_dir = install_dir;
  return overrides;
}

inline catalog::DatasetEntry starter_entry(const dataset::Dataset& collection) {
  for (const auto& entry : collection.selection().catalog()->datasets()) {
    if (entry.definition.name == "Starter") return install::subject(entry);
  }
  throw std::runtime_error("the definitions hold no Starter");
}

/// Starter, installed once for all tests of a program.
inline const dataset::Dataset& starter() {
  static const Scratch folder;
  static const dataset::Dataset installed = [] {
    const auto before = dataset::Dataset::open(starter_overrides(folder.path()));
    const auto entry = starter_entry(before);
    const auto report = install::install(entry, install::plan(entry, install::look_at_disk(entry)));
    if (!report.failed.empty()) throw std::runtime_error(report.failed.front().reason);
    return dataset::Dataset::open(starter_overrides(folder.path())).query("dataset:Starter");
  }();
  return installed;
}

}  // namespace setlist::testing
