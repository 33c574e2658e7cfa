#include "engine/archive/tar_writer.hpp"
#include "engine/scratch.hpp"
#include "setlist/archive/gzip.hpp"
#include "setlist/base/error.hpp"
#include "setlist/dataset/dataset.hpp"
#include "setlist/install/installer.hpp"
#include "setlist/install/subject.hpp"

#include <doctest/doctest.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;

using testing::holds;
using testing::Scratch;

/// Installs the one dataset of a definition whose archive lies beside it.
void install_from(const Scratch& scratch, const std::string& archive, const std::string& members) {
  scratch.put("definitions/data", archive);
  scratch.put("definitions/D.json",
              R"({"format": 1, "name": "D", "songs": [], "install": {"resources": [
                   {"id": "all", "urls": "file:data", "unpack": true)" +
                  members + "}]}}");
  const auto collection =
      dataset::Dataset::open({{}, scratch / "music", {scratch / "definitions"}});
  const auto& entry = install::subject(collection.selection().catalog()->datasets().front());
  (void)install::install(entry, install::plan(entry, install::look_at_disk(entry)), {});
}

TEST_SUITE("install/archives") {
  TEST_CASE("install: an archive is what its content says, its names what the definition says") {
    const std::string tar = testing::tar_of({{.name = "caf\x82.txt", .content = "1"}});
    const Scratch scratch;
    install_from(scratch, archive::gzip(tar), R"(, "filename_encoding": "cp437")");
    CHECK(fs::exists(scratch / "music/D/caf\xc3\xa9.txt"));
    const Scratch without;
    const std::string sentence =
        testing::sentence_of([&] { install_from(without, archive::gzip(tar), ""); });
    CHECK(holds(sentence, "filename_encoding"));
    CHECK_FALSE(fs::exists(without / "music/D"));
    const Scratch unknown;
    CHECK(holds(testing::sentence_of(
                    [&] { install_from(unknown, tar, R"(, "filename_encoding": "klingon")"); }),
                "'klingon' is not known"));
  }

  TEST_CASE("install: a tar that was cut between two members is not installed") {
    const Scratch scratch;
    const std::string cut = testing::tar_members({{.name = "a.txt", .content = "1"}});
    CHECK(holds(testing::sentence_of([&] { install_from(scratch, archive::gzip(cut), ""); }),
                "truncated"));
    CHECK_FALSE(fs::exists(scratch / "music/D"));
  }
}

}  // namespace
}  // namespace setlist
