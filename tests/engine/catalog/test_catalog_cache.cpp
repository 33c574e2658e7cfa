#include "engine/catalog/small_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/catalog/catalog_cache.hpp"
#include "setlist/catalog/catalog_opening.hpp"
#include "setlist/query/matching.hpp"
#include "setlist/query/query_parser.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace setlist;
using catalog::Catalog;
using catalog::Configuration;
using testing::Scratch;
using testing::SmallCollection;

namespace fs = std::filesystem;

namespace {

/// A cache of this test's own.
class OwnCache {
 public:
  OwnCache() {
    if (const char* before = std::getenv("SETLIST_CACHE")) m_before = before;
    ::setenv("SETLIST_CACHE", m_folder.path().c_str(), 1);
  }
  ~OwnCache() {
    if (m_before) {
      ::setenv("SETLIST_CACHE", m_before->c_str(), 1);
    } else {
      ::unsetenv("SETLIST_CACHE");
    }
  }
  [[nodiscard]] std::vector<fs::path> files() const {
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(m_folder / "catalogs", none)) {
      found.push_back(entry.path());
    }
    return found;
  }

 private:
  Scratch m_folder;
  std::optional<std::string> m_before;
};

Configuration of(const SmallCollection& small) {
  return {{}, small.scratch() / "music", {small.scratch() / "definitions"}};
}

/// Everything that a user could tell apart.
std::string told(const Catalog& catalog) {
  std::string all;
  for (catalog::SongNumber n = 0; n < catalog.size(); ++n) {
    const auto song = catalog.song(n);
    all += catalog.id_of(n) + "|" + song.title + "|" + song.composer + "|" + song.text;
    for (const auto& name : song.instruments) all += "," + name;
    all += std::to_string(song.duration_seconds.value_or(-1)) + "\n";
  }
  for (const auto& entry : catalog.datasets()) {
    all += entry.definition.name + entry.definition.digest.text() +
           (entry.installed ? " installed\n" : "\n");
  }
  for (const auto& diagnostic : catalog.diagnostics()) all += base::to_text(diagnostic) + "\n";
  for (const auto* query : {"instrument:piano", "composer:bach", "title:sonata", "group:test",
                            "tag:calm", "-has:score", "ensemble:true"}) {
    try {
      for (const auto& id : testing::ids_of(catalog, matching(catalog, query::parse(query))))
        all += id + " ";
    } catch (const base::Error& error) {
      all += error.what();
    }
    all += "\n";
  }
  return all;
}

std::string truth(const Configuration& configuration) {
  const std::string cache = std::getenv("SETLIST_CACHE");
  ::setenv("SETLIST_CACHE", "off", 1);
  std::string all = told(*Catalog::open(configuration));
  ::setenv("SETLIST_CACHE", cache.c_str(), 1);
  return all;
}

/// Lets every input look as if it had been there for long.
void age(const fs::path& folder) {
  const auto then = fs::file_time_type::clock::now() - std::chrono::hours(1);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    fs::last_write_time(entry.path(), then);
  }
}

}  // namespace

TEST_SUITE("catalog/catalog_cache") {
  TEST_CASE("the second opening reads no definition and says the same") {
    const OwnCache cache;
    const SmallCollection small;
    small.scratch().put("definitions/broken.json", "{\"format\": 1,\n \"name\": }");
    const std::string first = told(*small.open());
    REQUIRE(cache.files().size() == 1);
    CHECK(catalog::cached(of(small)).has_value());
    CHECK(told(*small.open()) == first);
    CHECK(truth(of(small)) == first);
  }

  TEST_CASE("a file damaged at any byte gives the truth all the same") {
    const OwnCache cache;
    const SmallCollection small;
    const std::string expected = told(*small.open());
    REQUIRE(cache.files().size() == 1);
    const fs::path file = cache.files().front();
    const std::string good = base::read_file(file);
    for (std::size_t i = 0; i < good.size(); ++i) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 8)));
      std::ofstream(file, std::ios::binary | std::ios::trunc) << bad;
      REQUIRE_FALSE_MESSAGE(catalog::cached(of(small)), "byte ", i);
      if (i % 97 == 0) REQUIRE(told(*small.open()) == expected);
    }
    for (const std::size_t cut :
         {std::size_t{0}, std::size_t{63}, good.size() / 2, good.size() - 1}) {
      std::ofstream(file, std::ios::binary | std::ios::trunc) << good.substr(0, cut);
      CHECK(told(*small.open()) == expected);
    }
  }

  TEST_CASE("each kind of input that changes makes it stale") {
    const OwnCache cache;
    const SmallCollection small;
    const auto& scratch = small.scratch();
    const auto stale_after = [&](const char* what, const auto& change) {
      (void)small.open();
      REQUIRE_MESSAGE(catalog::cached(of(small)), what);
      change();
      CHECK_MESSAGE(told(*small.open()) == truth(of(small)), what);
    };
    stale_after("a definition is edited in place, same size and time", [&] {
      const auto file = scratch / "definitions/alpha.json";
      const auto time = fs::last_write_time(file);
      std::string text = base::read_file(file);
      text.replace(text.find("Largo"), 5, "Lento");
      std::ofstream(file, std::ios::in | std::ios::out) << text;
      fs::last_write_time(file, time);
    });
    stale_after("a definition is replaced by an older file", [&] {
      const auto file = scratch.put("new.json", testing::definition_text("Alpha", ""));
      fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(500));
      fs::rename(file, scratch / "definitions/alpha.json");
    });
    stale_after("a definition comes",
                [&] { scratch.put("definitions/c.json", testing::definition_text("C", "")); });
    stale_after("a definition goes", [&] { fs::remove(scratch / "definitions/c.json"); });
    stale_after("a file that is no definition comes", [&] {
      scratch.put("definitions/note.txt", "x");
      CHECK(catalog::cached(of(small)));
    });
    stale_after("a broken definition is mended", [&] {
      scratch.put("definitions/d.json", "{");
      (void)small.open();
      scratch.put("definitions/d.json", testing::definition_text("D", ""));
    });
  }

  TEST_CASE("times that could hide a change are not trusted, old ones are") {
    const OwnCache cache;
    const SmallCollection small;
    (void)small.open();
    // Same size, same times, same inode: only the content tells.
    const auto file = small.scratch() / "definitions/alpha.json";
    auto kept = catalog::cached(of(small));
    REQUIRE(kept);
    const auto young = std::ranges::count_if(kept->record.inputs, [&](const auto& input) {
      return too_young(input, kept->record.looked_ns);
    });
    CHECK(young >= 2);
    for (const auto& input : kept->record.inputs) {
      if (input.path == file) CHECK(input.digest.size() == 64);
    }
    kept->record.looked_ns += 3'600'000'000'000;
    for (auto& input : kept->record.inputs) {
      if (input.path != file) continue;
      CHECK_FALSE(too_young(input, kept->record.looked_ns));
      input.digest = "something else";
      CHECK(unchanged(input, kept->record.looked_ns));
      input.changed_ns += 1;
      CHECK_FALSE(unchanged(input, kept->record.looked_ns));
    }
  }

  TEST_CASE("once the inputs are old, the kept file is renewed so that none is read again") {
    const OwnCache cache;
    const SmallCollection small;
    (void)small.open();
    std::this_thread::sleep_for(std::chrono::milliseconds(2300));
    const auto before = catalog::cached(of(small));
    REQUIRE(before);
    const auto after = catalog::cached(of(small));
    REQUIRE(after);
    CHECK(after->record.looked_ns > before->record.looked_ns);
    CHECK(std::ranges::none_of(after->record.inputs, [&](const auto& input) {
      return too_young(input, after->record.looked_ns);
    }));
    CHECK(told(*small.open()) == truth(of(small)));
  }

  TEST_CASE("another collection never gets this one's file") {
    const OwnCache cache;
    const SmallCollection one;
    SmallCollection two;
    two.scratch().put("definitions/alpha.json", testing::definition_text("Other", ""));
    (void)one.open();
    const std::string expected = truth(of(two));
    (void)two.open();
    REQUIRE(cache.files().size() == 2);
    fs::path of_one = cache.files()[0];
    fs::path of_two = cache.files()[1];
    for (int turn = 0; turn < 2; ++turn) {
      fs::copy_file(of_one, of_two, fs::copy_options::overwrite_existing);
      CHECK(told(*two.open()) == expected);
      CHECK(told(*one.open()) == truth(of(one)));
      std::swap(of_one, of_two);
    }
  }

  TEST_CASE("a cache that cannot be written, or is switched off, changes nothing") {
    const OwnCache cache;
    const SmallCollection small;
    const std::string expected = truth(of(small));
    const std::string place = std::getenv("SETLIST_CACHE");
    std::ofstream(fs::path(place) / "catalogs") << "a file where the folder belongs";
    CHECK(told(*small.open()) == expected);
    CHECK_FALSE(catalog::cached(of(small)));
    ::setenv("SETLIST_CACHE", "off", 1);
    CHECK(told(*small.open()) == expected);
    ::setenv("SETLIST_CACHE", place.c_str(), 1);
  }

  TEST_CASE("processes that write at once while the definitions change: never a wrong answer") {
    const OwnCache cache;
    const SmallCollection small;
    const auto file = small.scratch() / "definitions/alpha.json";
    const std::string a = testing::definition_text("Alpha", R"({"id": "aaa"})");
    const std::string b = testing::definition_text("Alpha", R"({"id": "bbb"})");
    const auto replace = [&](const std::string& text) {
      fs::rename(small.scratch().put("next", text), file);
    };
    replace(a);
    std::vector<pid_t> children;
    for (int child = 0; child < 4; ++child) {
      const pid_t pid = ::fork();
      REQUIRE(pid >= 0);
      if (pid == 0) {
        int bad = 0;
        for (int i = 0; i < 60; ++i) {
          try {
            const auto catalog = small.open();
            // One of the two versions, and whole: this one or the one before.
            const bool whole = catalog->size() == 3 && (catalog->find("Alpha/aaa").has_value() !=
                                                        catalog->find("Alpha/bbb").has_value());
            if (!whole) ++bad;
          } catch (...) {
            ++bad;
          }
        }
        ::_exit(bad == 0 ? 0 : 1);
      }
      children.push_back(pid);
    }
    for (int i = 0; i < 200; ++i) replace(i % 2 == 0 ? a : b);
    for (const pid_t pid : children) {
      int status = 0;
      REQUIRE(::waitpid(pid, &status, 0) == pid);
      CHECK(status == 0);
    }
    CHECK(told(*small.open()) == truth(of(small)));
  }

  TEST_CASE("what was left in the making and what nobody used for a month is removed") {
    const OwnCache cache;
    const fs::path folder = fs::path(std::getenv("SETLIST_CACHE")) / "catalogs";
    fs::create_directories(folder / "new-left-behind");
    std::ofstream(folder / "old.catalog") << "x";
    std::ofstream(folder / "recent.catalog") << "x";
    age(folder);
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(24 * 31);
    fs::last_write_time(folder / "old.catalog", long_ago);
    fs::last_write_time(folder / "new-left-behind",
                        fs::file_time_type::clock::now() - std::chrono::hours(2));
    const SmallCollection small;
    (void)small.open();
    CHECK_FALSE(fs::exists(folder / "new-left-behind"));
    CHECK_FALSE(fs::exists(folder / "old.catalog"));
    CHECK(fs::exists(folder / "recent.catalog"));
  }
}
