#pragma once

#include "setlist/archive/unpack.hpp"
#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

namespace setlist::testing {

namespace fs = std::filesystem;

/// In memory where the system has such a folder: these tests make thousands of files.
inline fs::path scratch() {
  const fs::path memory = "/dev/shm";
  return ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
}

/// Without a sync, which costs more than all the rest of a test.
inline void put(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// A folder to unpack into, with files beside it that nobody may touch.
class Sandbox {
 public:
  Sandbox() : m_root(scratch(), "setlist-unpack") {
    base::make_folders(into());
    base::make_folders(root() / "outside");
    put(root() / "outside" / "sentinel", "as it was");
    put(root() / "into-neighbour", "as it was");
    m_before = outside();
  }

  [[nodiscard]] const fs::path& root() const { return m_root.path(); }
  [[nodiscard]] fs::path into() const { return root() / "into"; }

  /// Unpacks these bytes; nothing outside may have changed, however it ends.
  std::vector<archive::UnpackedFile> unpack(std::string_view bytes,
                                            const archive::UnpackLimits& limits = {},
                                            const archive::UnpackProgress& progress = {},
                                            const std::string& encoding = {}) {
    const base::TemporaryFolder source(scratch(), "setlist-zip");
    put(source.path() / "a.zip", bytes);
    try {
      auto files = archive::unpack(source.path() / "a.zip", into(), {limits, encoding, progress});
      CHECK(outside() == m_before);
      return files;
    } catch (...) {
      CHECK(outside() == m_before);
      throw;
    }
  }

  /// The error of unpacking these bytes in a fresh sandbox; nothing when they unpack.
  [[nodiscard]] static std::optional<base::Error> refusal(
      std::string_view bytes, const archive::UnpackLimits& limits = {}) {
    Sandbox sandbox;
    try {
      static_cast<void>(sandbox.unpack(bytes, limits));
      return std::nullopt;
    } catch (const base::Error& error) {
      return error;
    }
  }

  /// Path (relative to `into`) and content of every file; folders end with '/'.
  [[nodiscard]] std::map<std::string, std::string> inside() const {
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(into())) {
      const std::string path = fs::relative(entry.path(), into()).string();
      if (entry.is_directory()) {
        found[path + "/"] = "";
      } else {
        found[path] = base::read_file(entry.path());
      }
    }
    return found;
  }

 private:
  [[nodiscard]] std::map<std::string, std::string> outside() const {
    std::map<std::string, std::string> found;
    for (auto at = fs::recursive_directory_iterator(root()); at != fs::end(at); ++at) {
      if (at->path() == into()) {
        at.disable_recursion_pending();
        continue;
      }
      const auto status = at->symlink_status();
      const std::string mode = std::to_string(static_cast<int>(status.type())) + " " +
                               std::to_string(static_cast<unsigned>(status.permissions()));
      found[at->path().string()] =
          mode + " " + (status.type() == fs::file_type::regular ? base::read_file(at->path()) : "");
    }
    return found;
  }

  base::TemporaryFolder m_root;
  std::map<std::string, std::string> m_before;
};

/// Unpacking must fail with this exit code and a sentence that holds these words.
inline void check_refused(std::string_view bytes, base::ExitCode code, const std::string& words,
                          const archive::UnpackLimits& limits = {}) {
  CAPTURE(words);
  const auto error = Sandbox::refusal(bytes, limits);
  REQUIRE(error.has_value());
  CHECK(static_cast<int>(error->exit_code()) == static_cast<int>(code));
  const std::string sentence = error->what();
  CAPTURE(sentence);
  CHECK(sentence.find(words) != std::string::npos);
  CHECK(error->where().path.ends_with("a.zip"));
}

}  // namespace setlist::testing
