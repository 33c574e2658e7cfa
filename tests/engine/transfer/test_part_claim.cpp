#include "setlist/base/files.hpp"
#include "setlist/transfer/part_claim.hpp"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;

TEST_SUITE("transfer/part") {
  TEST_CASE("part: of many that claim at once exactly one succeeds") {
    const base::TemporaryFolder folder(fs::temp_directory_path(), "setlist-claim");
    const fs::path rest = folder.path() / "part";
    for (int round = 0; round < 200; ++round) {
      fs::create_directory(rest);
      std::atomic<int> winners{0};
      std::vector<std::thread> threads;
      for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
          for (const auto& claimed : transfer::claim_parts(rest)) {
            ++winners;
            fs::remove(claimed);
          }
        });
      }
      for (auto& thread : threads) thread.join();
      REQUIRE(winners == 1);
    }
  }

  TEST_CASE("part: in the current folder") {
    const base::TemporaryFolder folder(fs::temp_directory_path(), "setlist-claim");
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    fs::create_directory("part");
    const auto claimed = transfer::claim_parts("part").size();
    fs::current_path(before);
    CHECK(claimed == 1);
  }

  TEST_CASE("part: those of the living, of other machines and of strangers stay") {
    const base::TemporaryFolder folder(fs::temp_directory_path(), "setlist-claim");
    const fs::path rest = folder.path() / "part";
    const fs::path mine = transfer::make_claimed(rest);
    const std::string name = mine.filename().string();
    const std::string here = name.substr(name.find('@'));
    const std::vector<std::string> living = {
        "part.1-1-0@elsewhere", "part.x-1-0" + here,           "part.5" + here, "part",
        "part.-1-1-0" + here,   "partner.999999999-1-0" + here};
    for (const auto& one : living) fs::create_directory(folder.path() / one);
    // A number that cannot be, and this process's own number with another beginning.
    const std::string process = std::to_string(::getpid());
    fs::create_directory(folder.path() / ("part.2147483647-1-0" + here));
    fs::create_directory(folder.path() / ("part." + process + "-1-0" + here));
    CHECK(transfer::claim_parts(rest).size() == 3);
    CHECK(fs::exists(mine));
    for (const auto& one : living) CHECK(fs::exists(folder.path() / one) == (one != "part"));
    CHECK(transfer::release_part(mine, rest));
    CHECK(transfer::claim_parts(rest).size() == 1);
  }
}

}  // namespace
}  // namespace setlist
