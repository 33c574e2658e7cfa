#include "starter/pieces.hpp"
#include "starter/song_files.hpp"
#include "starter/zip_writer.hpp"

#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

using setlist::starter::Bytes;

Bytes render_archive() {
  std::vector<setlist::starter::File> files;
  for (const auto& tune : setlist::starter::all_tunes()) {
    for (auto& file : setlist::starter::song_files(tune)) files.push_back(std::move(file));
  }
  return setlist::starter::write_zip(std::move(files));
}

/// Through a part file, so that a build cut short leaves no archive that looks whole.
void write_file(const std::filesystem::path& path, const Bytes& content) {
  std::filesystem::path part = path;
  part += ".part";
  std::ofstream out(part, std::ios::binary);
  out.write(reinterpret_cast<const char*>(content.data()),
            static_cast<std::streamsize>(content.size()));
  out.close();
  if (!out) throw std::runtime_error("writing " + part.string() + ": failed");
  std::filesystem::rename(part, path);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: setlist-starter OUT.zip\n";
    return 2;
  }
  try {
    write_file(argv[1], render_archive());
  } catch (const std::exception& error) {
    std::cerr << "setlist-starter: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
