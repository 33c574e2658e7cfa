#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/install/file_glob.hpp"
#include "setlist/install/steps.hpp"

#include <random>
#include <set>

#include <doctest/doctest.h>

using namespace setlist;
using definition::Step;
using install::fits_glob;
using testing::holds;
using testing::Scratch;
using testing::sentence_of;
namespace fs = std::filesystem;
using Kind = Step::Kind;

namespace {

std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto path = entry.path().lexically_relative(folder).generic_string();
    files.insert(entry.is_directory() ? path + "/" : path);
  }
  return files;
}

void take(const Scratch& scratch, const std::vector<Step>& steps) {
  install::take_steps(steps, scratch / "stage", [](const fs::path& archive, const fs::path& into) {
    fs::copy_file(archive, into / (archive.stem().string() + ".unpacked"));
  });
}

Step step(Kind kind, const std::string& from, const std::string& to) {
  return {.kind = kind, .from = from, .to = to, .command = {}};
}

/// The plainest meaning of a component's pattern.
bool fits_plainly(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern[0] == '*') {
    return fits_plainly(pattern.substr(1), name) ||
           (!name.empty() && fits_plainly(pattern, name.substr(1)));
  }
  return !name.empty() && (pattern[0] == '?' || pattern[0] == name[0]) &&
         fits_plainly(pattern.substr(1), name.substr(1));
}

}  // namespace

TEST_SUITE("install/steps") {
  TEST_CASE("globs: within a component, and across") {
    CHECK(fits_glob("a/*.mid", "a/b.mid"));
    CHECK_FALSE(fits_glob("a/*.mid", "a/b/c.mid"));
    CHECK(fits_glob("a/**/*.mid", "a/b/c.mid"));
    CHECK(fits_glob("a/**/*.mid", "a/c.mid"));
    CHECK(fits_glob("**/Thumbs.db", "Thumbs.db"));
    CHECK(fits_glob("**", "x/y/z"));
    CHECK_FALSE(fits_glob("a/**/b", "a/b/c"));
    CHECK(fits_glob("??.wav", "é2.wav"));
    CHECK_FALSE(fits_glob("*", "a/b"));
    CHECK_FALSE(fits_glob("a", "ab"));
  }

  TEST_CASE("globs: as the plainest matcher says, and quick on hostile patterns") {
    std::mt19937 dice(5);
    const auto word = [&](std::string_view letters, std::size_t longest) {
      std::string text;
      for (auto n = dice() % (longest + 1); n > 0; --n) text += letters[dice() % letters.size()];
      return text;
    };
    for (int round = 0; round < 20'000; ++round) {
      const auto pattern = "x" + word("ab*?", 7);
      const auto name = "x" + word("ab", 8);
      CAPTURE(pattern);
      CAPTURE(name);
      REQUIRE(fits_glob(pattern, name) == fits_plainly(pattern, name));
    }
    std::string stars;
    for (int k = 0; k < 300; ++k) stars += "a*";
    CHECK_FALSE(fits_glob(stars + "b", std::string(1000, 'a')));
    std::string folders;
    for (int k = 0; k < 30; ++k) folders += "**/";
    CHECK_FALSE(fits_glob(folders + "b", folders + "a"));
  }

  TEST_CASE("move, copy, rename, remove, mkdir, unpack: in this order, paths below the stage") {
    const Scratch scratch;
    for (const auto* file : {"in/a/1.mid", "in/b/2.mid", "in/x.zip", "old.txt", "b/Thumbs.db"}) {
      scratch.put(std::string("stage/") + file, file);
    }
    take(scratch,
         {step(Kind::kUnpack, "in/*.zip", "in/"), step(Kind::kMove, "in/**/*.mid", "midi/"),
          step(Kind::kRename, "old.txt", "new/name.txt"), step(Kind::kCopy, "midi/1.mid", "copies"),
          step(Kind::kMakeFolder, "", "empty"), step(Kind::kRemove, "**/Thumbs.db", ""),
          step(Kind::kRemove, "nothing*", "")});
    CHECK(files_in(scratch / "stage") ==
          std::set<std::string>{"in/", "in/a/", "in/b/", "in/x.unpacked", "midi/", "midi/1.mid",
                                "midi/2.mid", "new/", "new/name.txt", "copies/", "copies/1.mid",
                                "empty/", "b/"});
  }

  TEST_CASE("a folder that fits moves whole") {
    const Scratch scratch;
    scratch.put("stage/set-1/a/x.wav", "x");
    scratch.put("stage/set-2/b.wav", "b");
    take(scratch, {step(Kind::kMove, "set-*", "all")});
    CHECK(files_in(scratch / "stage") == std::set<std::string>{"all/", "all/set-1/", "all/set-1/a/",
                                                               "all/set-1/a/x.wav", "all/set-2/",
                                                               "all/set-2/b.wav"});
  }

  TEST_CASE("nothing is replaced, nothing is found silently, nothing moves into itself") {
    const auto fault = [](const std::vector<Step>& steps) {
      const Scratch scratch;
      for (const auto* file : {"a/x.mid", "b/x.mid", "c/y.mid"}) {
        scratch.put(std::string("stage/") + file, file);
      }
      auto sentence = sentence_of([&] { take(scratch, steps); });
      CHECK(files_in(scratch / "stage").contains("c/y.mid"));
      return sentence;
    };
    CHECK(holds(fault({step(Kind::kMove, "*/x.mid", "all")}), "'all/x.mid' is there already"));
    CHECK(holds(fault({step(Kind::kMove, "*.wav", "all")}), "fits none of the dataset's files"));
    CHECK(holds(fault({step(Kind::kRename, "*/x.mid", "z.mid")}), "fits 2 files"));
    CHECK(holds(fault({step(Kind::kRename, "a/x.mid", "b/x.mid")}), "is there already"));
    CHECK(holds(fault({step(Kind::kMove, "a", "a/in")}), "put into itself"));
    CHECK(holds(fault({step(Kind::kMakeFolder, "", "a/x.mid")}), "is a file"));
    CHECK(holds(fault({step(Kind::kCopy, "a/x.mid", "b/x.mid")}), "is a file"));
    CHECK(holds(fault({step(Kind::kUnpack, "a", "b")}), "is no archive"));
    CHECK(holds(fault({step(Kind::kMakeFolder, "", "k"), {.kind = Kind::kShell, .command = "x"}}),
                "step 2 of the installation: it runs a command"));
  }
}
