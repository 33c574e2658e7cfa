// Installs a dataset: install NAME INSTALL_DIR [MIRROR]
#include <iostream>

#include <setlist/setlist.hpp>

int main(int count, char** arguments) try {
  if (count < 3) {
    std::cerr << "usage: install NAME INSTALL_DIR [MIRROR]\n";
    return 2;
  }
  setlist::catalog::Overrides where;
  where.install_dir = arguments[2];
  const auto collection = setlist::Dataset::open(where);
  for (const auto& entry : collection.selection().catalog()->datasets()) {
    if (entry->definition.name != arguments[1]) continue;

    const std::vector<std::string> mirrors(arguments + 3, arguments + count);
    const auto disk = setlist::install::look_at_disk(*entry);
    const auto plan = setlist::install::plan(*entry, disk, mirrors);
    std::cout << plan.dataset << ": " << plan.fetch_bytes << " bytes to fetch\n";

    const auto report = setlist::install::install(*entry, plan);
    std::cout << report.files << " files, " << report.failed.size() << " songs failed\n";
    return 0;
  }
  std::cerr << "no dataset is named " << arguments[1] << "\n";
  return 2;
} catch (const setlist::Error& error) {
  std::cerr << error.what() << "\n";
  return static_cast<int>(error.exit_code());
}
