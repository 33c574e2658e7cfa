#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/install/plan.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using install::DiskState;
using testing::holds;
using testing::sentence_of;

namespace {

catalog::DatasetEntry entry() {
  catalog::DatasetEntry entry;
  entry.install_dir = "/music";
  entry.definition.name = entry.definition.root = "D";
  entry.definition.file = "/defs/D.json";
  entry.definition.resources = {{.id = "audio",
                                 .urls = {"https://host/path/audio.zip?x=1", "file:local.zip"},
                                 .size_bytes = 1000,
                                 .digests = {*base::parse_digest("sha256:" + std::string(64, 'a'))},
                                 .unpack = true},
                                {.id = "notes", .urls = {"https://host/notes.csv"}}};
  return entry;
}

const DiskState kFree{.free_bytes = 1'000'000};

}  // namespace

TEST_SUITE("install/plan") {
  TEST_CASE("plan: mirrors come first, by file name, and only where a digest decides") {
    const auto plan = install::plan(entry(), kFree, {"http://127.0.0.1:1/mirror", "http://m2/"});
    CHECK(plan.resources.at(0).urls ==
          std::vector<std::string>{"http://127.0.0.1:1/mirror/audio.zip", "http://m2/audio.zip",
                                   "https://host/path/audio.zip?x=1", "file:/defs/local.zip"});
    CHECK(plan.resources.at(1).urls == std::vector<std::string>{"https://host/notes.csv"});
  }

  TEST_CASE("plan: bytes, and that one size is not known") {
    const auto plan = install::plan(entry(), kFree);
    CHECK(plan.fetch_bytes == 1000);
    CHECK_FALSE(plan.fetch_bytes_known);
    CHECK(plan.peak_bytes == 3000);
    CHECK(plan.folder == "/music/D");
  }

  TEST_CASE("plan: what lies verified on disk is kept") {
    const auto plan = install::plan(entry(), {.verified = {std::string(64, 'a')}, .free_bytes = 9});
    CHECK(plan.resources.at(0).keep);
    CHECK_FALSE(plan.resources.at(1).keep);
    CHECK(plan.fetch_bytes == 0);
    CHECK(plan.peak_bytes == 2000);
  }

  TEST_CASE("plan: installed already is nothing to do") {
    CHECK(install::plan(entry(), {.installed = true}).nothing_to_do);
  }

  TEST_CASE("plan: what stands in the way is never touched, and said") {
    const auto refusal = [](const DiskState& disk) {
      return sentence_of([&] { (void)install::plan(entry(), disk); });
    };
    CHECK(holds(refusal({.folder_in_the_way = true}), "'/music/D' exists and was not made by"));
    CHECK(holds(refusal({.other_version = true}), "made from another definition"));
    auto empty = entry();
    empty.definition.resources.clear();
    CHECK(holds(sentence_of([&] { (void)install::plan(empty, kFree); }), "nothing to download"));
  }
}
