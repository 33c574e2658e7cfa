// Set operations on songs: query INSTALL_DIR
#include <iostream>

#include <setlist/setlist.hpp>

int main(int count, char** arguments) try {
  setlist::catalog::Overrides where;
  if (count > 1) where.install_dir = arguments[1];
  const auto all = setlist::Dataset::open(where);

  const auto piano = all.filter({.instruments = {"piano"}});
  const auto test = all.query("group:test");
  const auto dvorak = all.filter({.composer = "dvorak"});

  for (const setlist::Song& song : (piano | dvorak) - test) std::cout << song.id() << "\n";
  std::cout << all.size() << " songs, " << (~test).size() << " of them not in test\n";
} catch (const setlist::Error& error) {
  std::cerr << error.what() << "\n";
  return static_cast<int>(error.exit_code());
}
