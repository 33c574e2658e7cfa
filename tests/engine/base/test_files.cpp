#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace setlist;
using testing::holds;
using testing::Scratch;
using testing::sentence_of;
namespace fs = std::filesystem;

namespace {

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

void write(base::OutputFile& file, std::string_view text) {
  file.write(std::as_bytes(std::span(text)));
}

}  // namespace

TEST_SUITE("base/files") {
  TEST_CASE("read_file: folders, pipes and too much are refused without hanging") {
    const Scratch scratch;
    CHECK(base::read_file(scratch.put("a", "text")) == "text");
    CHECK(holds(sentence_of([&] { (void)base::read_file(scratch.path()); }), "regular file"));
    REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
    CHECK(holds(sentence_of([&] { (void)base::read_file(scratch / "pipe"); }), "regular file"));
    CHECK(holds(sentence_of([&] { (void)base::read_file(scratch / "a", 3); }), "larger than 3 B"));
  }

  TEST_CASE("write_file_atomically: replaces, and leaves nothing beside") {
    const Scratch scratch;
    base::write_file_atomically(scratch / "deep/er/a", "one");
    base::write_file_atomically(scratch / "deep/er/a", "two");
    CHECK(base::read_file(scratch / "deep/er/a") == "two");
    CHECK(entries(scratch / "deep/er") == 1);
  }

  TEST_CASE("write_file_atomically: a failed rename leaves the old and no rest") {
    const Scratch scratch;
    scratch.put("a/inside", "kept");
    CHECK_THROWS_AS(base::write_file_atomically(scratch / "a", "new"), base::FileError);
    CHECK(entries(scratch.path()) == 1);
    CHECK(base::read_file(scratch / "a/inside") == "kept");
  }

  TEST_CASE("create_beneath: links are not followed, in no component") {
    const Scratch outside;
    const Scratch scratch;
    fs::create_directory_symlink(outside.path(), scratch / "link");
    fs::create_symlink(outside / "target", scratch / "file");
    CHECK_THROWS_AS((void)base::OutputFile::create_beneath(scratch.path(), "link/x"),
                    base::FileError);
    CHECK_THROWS_AS((void)base::OutputFile::create_beneath(scratch.path(), "file"),
                    base::FileError);
    CHECK(entries(outside.path()) == 0);
    auto file = base::OutputFile::create_beneath(scratch.path(), "a/b/c");
    write(file, "deep");
    file.close();
    CHECK(base::read_file(scratch / "a/b/c") == "deep");
    CHECK_THROWS_AS((void)base::OutputFile::create_beneath(scratch.path(), "a/b/c"),
                    base::FileError);
  }

  TEST_CASE("TemporaryFolder: removed with all in it, unless kept") {
    const Scratch scratch;
    fs::path gone;
    fs::path kept;
    {
      const base::TemporaryFolder first(scratch.path(), "x");
      base::TemporaryFolder second(scratch.path(), "x");
      CHECK(first.path() != second.path());
      gone = first.path();
      kept = second.path();
      base::write_file_atomically(gone / "deep/file", "x");
      second.keep();
    }
    CHECK_FALSE(fs::exists(gone));
    CHECK(fs::exists(kept));
  }

  TEST_CASE("publish_folder: never replaces, not even an empty folder") {
    const Scratch scratch;
    scratch.put("new/a", "1");
    fs::create_directory(scratch / "there");
    CHECK_THROWS_AS(base::publish_folder(scratch / "new", scratch / "there"), base::FileError);
    CHECK(base::read_file(scratch / "new/a") == "1");
    base::publish_folder(scratch / "new", scratch / "free");
    CHECK(base::read_file(scratch / "free/a") == "1");
  }

  TEST_CASE("FileError: a full disk has its own exit code") {
    CHECK(base::FileError("writing", "/x", ENOSPC).exit_code() == base::ExitCode::kDiskFull);
    CHECK(base::FileError("writing", "/x", EDQUOT).exit_code() == base::ExitCode::kDiskFull);
    CHECK(base::FileError("writing", "/x", EACCES).exit_code() == base::ExitCode::kFileSystem);
    CHECK(holds(base::FileError("writing", "/x\x1b[31m", EACCES).what(), "/x\\x1b[31m"));
  }

  TEST_CASE("free_bytes: of a folder that does not exist yet") {
    const Scratch scratch;
    CHECK(base::free_bytes(scratch / "not/yet/there") > 0);
  }
}
