#include "engine/scratch.hpp"
#include "setlist/definition/file_pattern.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using definition::FilePattern;
using testing::holds;
using testing::sentence_of;
using Names = std::vector<std::string_view>;

namespace {

/// What the names stand for; "no" when the path does not match.
Names match(const char* pattern, std::string_view path) {
  Names captures;
  return FilePattern(pattern).match(path, captures) ? captures : Names{"no"};
}

std::string fault(std::string_view pattern) {
  return sentence_of([&] { const FilePattern read(pattern); });
}

}  // namespace

TEST_SUITE("definition/file_pattern") {
  TEST_CASE("a name stands for some of one component, with a star for some across them") {
    CHECK(match("audio/{album}/{track}.wav", "audio/A b/c.d.wav") == Names{"A b", "c.d"});
    CHECK(match("audio/{album}/{track}.wav", "audio/a/b/c.wav") == Names{"no"});
    CHECK(match("audio/{track}.wav", "audio/.wav") == Names{"no"});
    CHECK(match("audio/{path*}.wav", "audio/a/b/c.wav") == Names{"a/b/c"});
    CHECK(match("{a}/{b*}/{c}.x", "1/2/3/4.x") == Names{"1", "2/3", "4"});
    CHECK(match("{a}-{b}.x", "1-2-3.x") == Names{"1-2", "3"});
    CHECK(match("{t}.wav", "x.wav.bak") == Names{"no"});
  }

  TEST_CASE("a name that comes twice stands for the same text") {
    CHECK(match("{t}/{t}.wav", "one/one.wav") == Names{"one"});
    CHECK(match("{t}/{t}.wav", "one/two.wav") == Names{"no"});
    CHECK(FilePattern("{t}/{u}/{t}.wav").names() == std::vector<std::string>{"t", "u"});
  }

  TEST_CASE("characters that mean something in expressions are plain here") {
    CHECK(match("a+(b)[c].{x}", "a+(b)[c].y") == Names{"y"});
    CHECK(match("a.b/{x}", "aXb/y") == Names{"no"});
    CHECK(match("{{{x}}}.wav", "{y}.wav") == Names{"y"});
    CHECK(match("Dvořák/{x}", "Dvořák/Op. 95") == Names{"Op. 95"});
  }

  TEST_CASE("only paths that begin as the pattern does are looked at") {
    const std::vector<std::string> paths = {"a/1", "audio", "audio/1", "audio/2", "audio2/1", "b"};
    const auto few = FilePattern("audio/{x}").candidates(paths);
    CHECK(std::vector(few.begin(), few.end()) == std::vector<std::string>{"audio/1", "audio/2"});
    CHECK(FilePattern("{x}").candidates(paths).size() == paths.size());
    CHECK(FilePattern("c/{x}").candidates(paths).empty());
  }

  TEST_CASE("a pattern that cannot be used says why") {
    CHECK(holds(fault("audio/*.wav"), "has a '*' outside of '{name*}'"));
    CHECK(holds(fault("{a}{b}.wav"), "has two names that touch"));
    CHECK(holds(fault("{a.wav"), "has a '{' that is not closed"));
    CHECK(holds(fault("a}.wav"), "has a '}' that closes nothing"));
    CHECK(holds(fault("{}/x"), "has the name ''"));
    CHECK(holds(fault("{a b}"), "has the name 'a b'"));
    CHECK(holds(fault("{a|stem}"), "has the name 'a|stem'"));
    CHECK(holds(fault("../{a}"), "contains '..'"));
    CHECK(holds(fault("/{a}"), "is absolute"));
    CHECK(holds(fault(""), "is empty"));
    std::string many;
    for (int i = 0; i < 40; ++i) many += "-{n" + std::to_string(i) + "}";
    CHECK(holds(fault(many), "more than 32 names"));
  }
}
