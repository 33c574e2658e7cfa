#pragma once

#include "setlist/base/files.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace setlist::testing {

/// A temporary folder with ways to fill it.
class Scratch {
 public:
  Scratch() : m_folder(std::filesystem::temp_directory_path(), "setlist-test") {}

  [[nodiscard]] const std::filesystem::path& path() const { return m_folder.path(); }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
    return path() / name;
  }
  std::filesystem::path put(std::string_view name, std::string_view content) const {
    const auto file = path() / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }

 private:
  base::TemporaryFolder m_folder;
};

/// The sentence of the error that `work` throws; "" when it throws none.
template <typename Work>
std::string sentence_of(Work work) {
  try {
    work();
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

inline bool holds(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace setlist::testing
