#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/catalog/configuration.hpp"

#include <cstdlib>

#include <doctest/doctest.h>

using namespace setlist;
using catalog::read_configuration;
using testing::holds;
using testing::Scratch;
using testing::sentence_of;

TEST_SUITE("catalog/configuration") {
  TEST_CASE("read_configuration: paths are relative to the file, '~' is the home") {
    const Scratch scratch;
    const auto file = scratch.put(
        "deep/datasets.json",
        R"({"install_dir": "~/music", "definitions": ["../mine", "/abs/olute"], "year": 2026})");
    ::setenv("HOME", scratch.path().c_str(), 1);
    const auto configuration = read_configuration({.config = file});
    CHECK(configuration.install_dir == scratch / "music");
    CHECK(configuration.definitions ==
          std::vector<std::filesystem::path>{scratch / "mine", "/abs/olute"});
  }

  TEST_CASE("read_configuration: overrides win; folders are replaced, not added") {
    const Scratch scratch;
    const auto file = scratch.put("datasets.json", R"({"install_dir": "a", "definitions": ["b"]})");
    const auto configuration = read_configuration(
        {.config = file, .definitions = {"/x", "/y"}, .install_dir = "/elsewhere"});
    CHECK(configuration.install_dir == "/elsewhere");
    CHECK(configuration.definitions.size() == 2);
  }

  TEST_CASE("read_configuration: no folders stated means the packaged ones") {
    const Scratch scratch;
    ::setenv("SETLIST_DATA", scratch.path().c_str(), 1);
    const auto bare = scratch.put("a.json", R"({"install_dir": "m"})");
    const auto named =
        scratch.put("b.json", R"({"install_dir": "m", "definitions": ["official", "c"]})");
    CHECK(read_configuration({.config = bare}).definitions.at(0) == scratch / "definitions");
    CHECK(read_configuration({.config = named}).definitions ==
          std::vector{scratch / "definitions", scratch / "c"});
    ::unsetenv("SETLIST_DATA");
  }

  TEST_CASE("read_configuration: a vocabulary is a path beside the file, or none") {
    const Scratch scratch;
    const auto bare = scratch.put("a.json", R"({"install_dir": "m", "definitions": []})");
    const auto named = scratch.put(
        "b.json", R"({"install_dir": "m", "definitions": [], "vocabulary": "my/w.json"})");
    CHECK_FALSE(read_configuration({.config = bare}).vocabulary);
    CHECK(read_configuration({.config = named}).vocabulary == scratch / "my/w.json");
    for (const auto* wrong : {"7", "\"\"", "[\"w.json\"]", "null"}) {
      const auto file = scratch.put(
          "c.json", std::string("{\"install_dir\": \"m\",\n\"vocabulary\": ") + wrong + "}");
      CHECK(holds(sentence_of([&] { (void)read_configuration({.config = file}); }),
                  "c.json:2: /vocabulary"));
    }
  }

  TEST_CASE("read_configuration: every fault in one sentence, each with its line") {
    const Scratch scratch;
    const auto file =
        scratch.put("datasets.json", "{\n \"install_dirr\": \"a\",\n \"definitions\": [7]\n}");
    const auto sentence = sentence_of([&] { (void)read_configuration({.config = file}); });
    CHECK(holds(sentence, "'install_dir' is missing"));
    CHECK(holds(sentence, "datasets.json:2"));
    CHECK(holds(sentence, "did you mean 'install_dir'?"));
    CHECK(holds(sentence, "datasets.json:3: /definitions/0"));
    CHECK(holds(sentence_of([&] { (void)read_configuration({.config = scratch / "none"}); }),
                "none': No such file"));
  }
}
