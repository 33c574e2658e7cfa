#pragma once

#include "engine/archive/sandbox.hpp"

#include <cstdlib>
#include <random>
#include <string>

/// Archives made by the programs that people make them with.
namespace setlist::testing {

inline bool have(const std::string& program) {
  if (std::system(("command -v " + program + " >/dev/null").c_str()) == 0) return true;
  MESSAGE("skipped: the program is not here: ", program);
  return false;
}

/// A folder with files, in which a shell command makes an archive.
class Workshop {
 public:
  Workshop() : m_folder(scratch(), "setlist-workshop") { base::make_folders(tree()); }

  [[nodiscard]] fs::path tree() const { return m_folder.path() / "tree"; }

  void add(const std::string& path, const std::string& content) const {
    fs::create_directories((tree() / path).parent_path());
    put(tree() / path, content);
  }

  /// What the command writes to the file "out", run in the folder "tree".
  [[nodiscard]] std::string made(const std::string& command) const {
    fs::remove(m_folder.path() / "out");
    CAPTURE(command);
    REQUIRE(std::system(
                ("cd '" + tree().string() + "' && { " + command + "; } >/dev/null").c_str()) == 0);
    return base::read_file(m_folder.path() / "out");
  }

 private:
  base::TemporaryFolder m_folder;
};

/// Bytes that do not compress.
inline std::string noise(std::size_t bytes, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::string content(bytes, '\0');
  for (char& c : content) c = static_cast<char>(random());
  return content;
}

/// Cut after every `step` bytes, none unpacks; with a bit flipped in every `step`th byte, it fails
/// or gives the same files.
inline void check_damage(const std::string& bytes, std::size_t step) {
  Sandbox whole;
  static_cast<void>(whole.unpack(bytes));
  const auto files = whole.inside();
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    CAPTURE(at);
    CHECK(Sandbox::refusal(bytes.substr(0, at)).has_value());
    for (const unsigned char mask : {0x01, 0x80, 0xFF}) {
      std::string flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ mask);
      Sandbox sandbox;
      try {
        static_cast<void>(sandbox.unpack(flipped));
        CHECK(sandbox.inside() == files);
      } catch (const base::ArchiveError&) {
      }
    }
  }
}

}  // namespace setlist::testing
