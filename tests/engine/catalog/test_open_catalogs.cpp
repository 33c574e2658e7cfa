#include "engine/selection/made_collection.hpp"
#include "setlist/catalog/open_catalogs.hpp"
#include "setlist/query/query_parser.hpp"

#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace setlist;
using catalog::Catalog;
using selection::Selection;
using testing::MadeCollection;

namespace {

/// The text of a definition that replaces "Changing"; as `put`, but never seen half written.
void replace_changing(const MadeCollection& made, int round) {
  std::string songs = R"({"id": "a"})";
  for (int k = 0; k < round % 5; ++k) songs += R"(, {"id": "more)" + std::to_string(k) + "\"}";
  const auto file = made.scratch().put(
      "new.json", R"({"format": 1, "name": "Changing", "songs": [)" + songs + "]}");
  std::filesystem::rename(file, made.scratch() / "definitions/Changing.json");
}

template <typename Work>
void in_threads(int count, Work work) {
  std::vector<std::thread> threads;
  for (int t = 0; t < count; ++t) threads.emplace_back([&work, t] { work(t); });
  for (auto& thread : threads) thread.join();
}

/// Does a child end well within ten seconds?
[[maybe_unused]] bool ends_well(pid_t child) {
  for (int tries = 0; tries < 2000; ++tries) {
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) == child) {
      return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return false;
}

}  // namespace

TEST_SUITE("catalog/open_catalogs") {
  TEST_CASE("open: the same again while nothing changed; another after a change") {
    MadeCollection made;
    made.put("One", R"({"id": "a"})");
    const auto first = made.open();
    CHECK(made.open() == first);
    made.put("One", R"({"id": "a"}, {"id": "b"})");
    const auto second = made.open();
    CHECK(second != first);
    CHECK(second->size() == 2);
    CHECK(first->size() == 1);
    CHECK(made.open() == second);
    made.put("Two", R"({"id": "a"})");
    CHECK(made.open()->size() == 3);
    std::filesystem::remove(made.scratch() / "definitions/Two.json");
    CHECK(made.open()->size() == 2);
    made.install("One");
    CHECK(made.open()->datasets().at(0).installed);
  }

  TEST_CASE("open: another configuration is another catalogue; nothing is held alive") {
    MadeCollection made;
    made.put("One", R"({"id": "a"})");
    auto elsewhere = made.configuration();
    elsewhere.install_dir /= "else";
    const auto here = made.open();
    CHECK(Catalog::open(elsewhere) != here);
    auto named = made.configuration();
    named.file = "/another/name";
    CHECK(Catalog::open(named) == here);
    std::weak_ptr<const Catalog> forgotten = Catalog::open(elsewhere);
    CHECK(forgotten.expired());
  }

  TEST_CASE("meeting: threads that meet at once get one and the same") {
    MadeCollection one;
    one.put_many("One", 500, [](std::size_t) { return ""; });
    MadeCollection two;
    two.put_many("Two", 500, [](std::size_t) { return ""; });
    const auto left = one.open();
    const auto right = two.open();
    std::vector<std::shared_ptr<const catalog::Meeting>> met(8);
    in_threads(8, [&](int t) { met[t] = catalog::meeting(left, right); });
    for (const auto& each : met) CHECK(each == met[0]);
  }

  TEST_CASE("eight threads open and combine while a definition is replaced") {
    MadeCollection made;
    made.put_many("Fixed", 20, [](std::size_t) { return R"("tags": ["t"])"; });
    replace_changing(made, 0);
    MadeCollection other;
    other.put_many("Fixed", 30, [](std::size_t) { return ""; });
    std::atomic<bool> ended = false;
    std::atomic<int> faults = 0;
    std::thread changing([&] {
      for (int round = 0; !ended; ++round) replace_changing(made, round);
    });
    in_threads(8, [&](int t) {
      try {
        for (int round = 0; round < 30; ++round) {
          const Selection songs = made.songs();
          const Selection more = other.songs();
          const Selection tagged = songs.filtered(query::parse("tag:t"));
          const Selection both = t % 2 == 0 ? songs | more : more | songs;
          if (tagged.size() != 20 || both.size() != songs.size() + 10) ++faults;
          if (songs.size() < 21 || songs.size() > 25 || !is_subset(tagged, both)) ++faults;
          if ((both & more).size() != 30 || !both.contains("Changing/a")) ++faults;
        }
      } catch (const std::exception&) {
        ++faults;
      }
    });
    ended = true;
    changing.join();
    CHECK(faults == 0);
  }

#ifndef __SANITIZE_THREAD__  // it forbids threads in a child of a process that has some
  TEST_CASE("a child forked while other threads open and meet can do so too") {
    MadeCollection made;
    made.put_many("Fixed", 20, [](std::size_t) { return ""; });
    replace_changing(made, 0);
    MadeCollection other;
    other.put("Other", R"({"id": "a"})");
    std::atomic<bool> ended = false;
    std::vector<std::thread> others;
    for (int t = 0; t < 3; ++t) {
      others.emplace_back([&, t] {
        for (int round = 0; !ended; ++round) {
          if (t == 0) replace_changing(made, round);
          (void)(made.songs() | other.songs());
        }
      });
    }
    int failed = 0;
    for (int child = 0; child < 40; ++child) {
      const pid_t id = ::fork();
      if (id == 0) ::_exit((made.songs() | other.songs()).contains("Other/a") ? 0 : 1);
      failed += ends_well(id) ? 0 : 1;
    }
    ended = true;
    for (auto& thread : others) thread.join();
    CHECK(failed == 0);
  }
#endif
}
