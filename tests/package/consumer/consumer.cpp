// Prints the version of the installed library and the titles that it knows.
#include <exception>
#include <iostream>

#include <setlist/setlist.hpp>

std::size_t count_songs(const setlist::Dataset& dataset);

int main(int count, char** words) {
  try {
    setlist::catalog::Overrides overrides;
    if (count > 1) overrides.install_dir = words[1];
    const auto dataset = setlist::Dataset::open(overrides);
    std::cout << "setlist " << setlist::version() << "\n";
    std::cout << count_songs(dataset.query("dataset:Starter")) << " songs\n";
    return 0;
  } catch (const setlist::Error& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
