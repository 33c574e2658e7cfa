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
  const auto* entry = collection.selection().catalog()->dataset_named(arguments[1]);
  if (!entry) {
    std::cerr << "no dataset is named " << arguments[1] << "\n";
    return 2;
  }
  const std::vector<std::string> mirrors(arguments + 3, arguments + count);
  const auto subject = setlist::install::subject(*entry);
  const auto plan =
      setlist::install::plan(subject, setlist::install::look_at_disk(subject), mirrors);
  std::cout << plan.dataset << ": " << plan.fetch_bytes << " bytes to fetch\n";

  const auto report = setlist::install::install(subject, plan);
  std::cout << report.files << " files, " << report.failed.size() << " songs failed\n";
  return 0;
} catch (const setlist::Error& error) {
  std::cerr << error.what() << "\n";
  return static_cast<int>(error.exit_code());
}
