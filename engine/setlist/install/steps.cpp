#include "setlist/install/steps.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/text.hpp"
#include "setlist/install/file_glob.hpp"

#include <fmt/format.h>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;
using definition::Step;
using Kind = definition::Step::Kind;

/// One step of a definition over the files of a stage.
class Taking {
 public:
  Taking(const Step& step, std::size_t number, const fs::path& stage, const StepUnpack& unpack)
      : m_step(step), m_number(number), m_stage(stage), m_unpack(unpack) {}

  void take() {
    switch (m_step.kind) {
      case Kind::kMove:
        return each([&](const fs::path& from) { rename(from, target_of(from)); });
      case Kind::kCopy:
        return each([&](const fs::path& from) { copy(from, target_of(from)); });
      case Kind::kRename:
        return rename(m_stage / one(), free_place(m_stage / m_step.to));
      case Kind::kRemove:
        for (const auto& path : globbed(m_stage, m_step.from)) fs::remove_all(m_stage / path);
        return;
      case Kind::kUnpack:
        return each([&](const fs::path& from) { unpack(from); });
      case Kind::kMakeFolder:
        return make_folder(m_stage / m_step.to);
      case Kind::kShell:
        fail("it runs a command, which this version of setlist never does");
    }
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const {
    throw base::DefinitionError(
        fmt::format("step {} of the installation: {}", m_number, reason),
        {.path = {}, .url = {}, .pointer = fmt::format("/install/steps/{}", m_number - 1)});
  }

  std::vector<std::string> found() const {
    std::string pattern = m_step.from;
    if (pattern.ends_with('/')) pattern.pop_back();
    auto paths = globbed(m_stage, pattern);
    if (paths.empty()) {
      fail(
          fmt::format("'{}' fits none of the dataset's files; the definition does not fit what was "
                      "downloaded",
                      base::printable(m_step.from)));
    }
    return paths;
  }

  template <typename Work>
  void each(Work work) const {
    for (const auto& path : found()) work(m_stage / path);
  }

  std::string one() const {
    auto paths = found();
    if (paths.size() > 1) {
      fail(fmt::format("'{}' fits {} files, expected one to rename", base::printable(m_step.from),
                       paths.size()));
    }
    return paths.front();
  }

  /// The folder `to` with the name of what is put there.
  fs::path target_of(const fs::path& from) const {
    const fs::path folder = m_stage / fs::path(m_step.to + "/").parent_path();
    make_folder(folder);
    const fs::path place = free_place(folder / from.filename());
    if (place.lexically_relative(from).native().front() != '.') {
      fail(fmt::format("'{}' would be put into itself", shown(from)));
    }
    return place;
  }

  fs::path free_place(const fs::path& place) const {
    if (fs::exists(fs::symlink_status(place))) {
      fail(fmt::format("'{}' is there already; nothing is replaced", shown(place)));
    }
    make_folder(place.parent_path());
    return place;
  }

  void make_folder(const fs::path& folder) const {
    if (fs::is_directory(folder)) return;
    for (fs::path part = folder; part != m_stage; part = part.parent_path()) {
      if (fs::exists(part) && !fs::is_directory(part)) {
        fail(fmt::format("'{}' is a file, expected a folder", shown(part)));
      }
    }
    base::make_folders(folder);
  }

  static void rename(const fs::path& from, const fs::path& to) { fs::rename(from, to); }
  static void copy(const fs::path& from, const fs::path& to) {
    fs::copy(from, to, fs::copy_options::recursive);
  }

  /// The archive itself does not stay: what it held is what the dataset is made of.
  void unpack(const fs::path& from) const {
    const fs::path folder = m_stage / fs::path(m_step.to + "/").parent_path();
    make_folder(folder);
    if (!fs::is_regular_file(from)) fail(fmt::format("'{}' is no archive", shown(from)));
    m_unpack(from, folder);
    fs::remove(from);
  }

  std::string shown(const fs::path& path) const {
    return base::printable(path.lexically_relative(m_stage).generic_string());
  }

  const Step& m_step;
  std::size_t m_number;
  const fs::path& m_stage;
  const StepUnpack& m_unpack;
};

}  // namespace

std::string to_text(const Step& step) {
  switch (step.kind) {
    case Kind::kMove:
      return fmt::format("move {} to {}", step.from, step.to);
    case Kind::kCopy:
      return fmt::format("copy {} to {}", step.from, step.to);
    case Kind::kRename:
      return fmt::format("rename {} to {}", step.from, step.to);
    case Kind::kUnpack:
      return fmt::format("unpack {} into {}", step.from, step.to);
    case Kind::kRemove:
      return fmt::format("remove {}", step.from);
    case Kind::kMakeFolder:
      return fmt::format("make the folder {}", step.to);
    case Kind::kShell:
      break;
  }
  return fmt::format("run {}", step.command);
}

void take_steps(const std::vector<Step>& steps, const fs::path& stage, const StepUnpack& unpack) {
  for (std::size_t k = 0; k < steps.size(); ++k) {
    try {
      Taking(steps[k], k + 1, stage, unpack).take();
    } catch (const fs::filesystem_error& error) {
      throw base::FileError(fmt::format("step {} of the installation", k + 1),
                            error.path1().string(), error.code().value());
    }
  }
}

}  // namespace setlist::install
