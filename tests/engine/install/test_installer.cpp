#include "engine/starter_collection.hpp"
#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/catalog/receipt.hpp"

#include <map>

#include <doctest/doctest.h>

using namespace setlist;
using base::Progress;
using testing::holds;
using testing::Scratch;
using testing::sentence_of;
using testing::starter_entry;
namespace fs = std::filesystem;

namespace {

/// Path and digest of every file below a folder, but for setlist's own.
std::map<std::string, std::string> tree(const fs::path& folder) {
  std::map<std::string, std::string> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files[entry.path().lexically_relative(folder).string()] =
          base::sha256_of_file(entry.path()).hex;
    }
  }
  return files;
}

install::InstallReport run(const fs::path& install_dir,
                           const install::InstallOptions& options = {}) {
  const auto collection = dataset::Dataset::open(testing::starter_overrides(install_dir));
  const auto& entry = starter_entry(collection);
  return install::install(entry, install::plan(entry, install::look_at_disk(entry)), options);
}

install::InstallOptions stopping_at(Progress::Phase phase, std::uint64_t done) {
  install::InstallOptions options;
  options.progress = [=](const Progress& p) { return !(p.phase == phase && p.done >= done); };
  return options;
}

/// No dataset, and nothing in setlist's folder but what a next run can use.
void check_absent(const fs::path& install_dir) {
  CHECK_FALSE(fs::exists(install_dir / "Starter"));
  for (const auto* rest : {".setlist/stage", ".setlist/part"}) {
    CHECK(tree(install_dir / rest).empty());
  }
}

}  // namespace

TEST_SUITE("install/installer") {
  TEST_CASE("install: stopped in every phase it is absent; run again it is whole") {
    const Scratch whole;
    CHECK(run(whole.path()).failed.empty());
    const auto expected = tree(whole.path() / "Starter");
    for (const auto& [phase, done] : {std::pair{Progress::Phase::kDownload, std::uint64_t{1}},
                                      std::pair{Progress::Phase::kUnpack, std::uint64_t{1'000'000}},
                                      std::pair{Progress::Phase::kConvert, std::uint64_t{7}},
                                      std::pair{Progress::Phase::kPublish, std::uint64_t{0}}}) {
      const Scratch scratch;
      CHECK_THROWS_AS((void)run(scratch.path(), stopping_at(phase, done)), base::Interrupted);
      check_absent(scratch.path());
      const auto report = run(scratch.path());
      const bool fetched_before = phase != Progress::Phase::kDownload;
      CHECK((report.fetched_bytes == 0) == fetched_before);
      CHECK(tree(scratch.path() / "Starter").size() == expected.size());
    }
  }

  TEST_CASE("install: two runs give the same files, and the receipt lists them all") {
    const Scratch one;
    const Scratch two;
    (void)run(one.path());
    (void)run(two.path());
    auto files = tree(one.path() / "Starter");
    CHECK(files == tree(two.path() / "Starter"));
    const auto receipt = catalog::read_receipt(one.path() / "Starter");
    REQUIRE(receipt);
    files.erase(catalog::kReceiptName);
    std::map<std::string, std::string> listed;
    for (const auto& file : receipt->files) listed[file.path] = file.sha256;
    CHECK(listed == files);
  }

  TEST_CASE("install: a second run does nothing") {
    const Scratch scratch;
    (void)run(scratch.path());
    const auto report = run(scratch.path());
    CHECK(report.was_installed);
    CHECK(report.fetched_bytes == 0);
    CHECK(tree(scratch.path() / ".setlist/blob").empty());
  }

  TEST_CASE("install: a verified archive that rotted on disk is fetched again") {
    const Scratch scratch;
    CHECK_THROWS_AS((void)run(scratch.path(), stopping_at(Progress::Phase::kConvert, 0)),
                    base::Interrupted);
    const auto blobs = tree(scratch.path() / ".setlist/blob/sha256");
    REQUIRE(blobs.size() == 1);
    std::ofstream(scratch.path() / ".setlist/blob/sha256" / blobs.begin()->first) << "rotten";
    CHECK(run(scratch.path()).fetched_bytes > 1'000'000);
  }

  TEST_CASE("install: somebody's folder of that name is never touched") {
    const Scratch scratch;
    scratch.put("Starter/precious.txt", "mine");
    CHECK(holds(sentence_of([&] { (void)run(scratch.path()); }), "was not made by setlist"));
    CHECK(tree(scratch.path()).size() == 1);
  }

  TEST_CASE("install: the dataset appears from another process while ours runs") {
    const Scratch scratch;
    install::InstallOptions options;
    options.progress = [&](const Progress& p) {
      if (p.phase == Progress::Phase::kPublish) scratch.put("Starter/other.txt", "theirs");
      return true;
    };
    CHECK_THROWS_AS((void)run(scratch.path(), options), base::FileError);
    CHECK(base::read_file(scratch / "Starter/other.txt") == "theirs");
    CHECK(tree(scratch.path() / "Starter").size() == 1);
  }

  TEST_CASE("install: more than the disk holds is refused before the first byte") {
    const Scratch scratch;
    const auto collection = dataset::Dataset::open(testing::starter_overrides(scratch.path()));
    const auto& entry = starter_entry(collection);
    auto disk = install::look_at_disk(entry);
    disk.free_bytes = 1000;
    const auto plan = install::plan(entry, disk);
    CHECK(holds(sentence_of([&] { (void)install::install(entry, plan); }), "1.0 kB are free"));
    CHECK(tree(scratch.path()).empty());
  }
}
