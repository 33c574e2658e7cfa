#include "setlist/base/names.hpp"

#include <doctest/doctest.h>

using setlist::base::collision_key;
using setlist::base::unsafe_name;
using setlist::base::unsafe_path;

TEST_SUITE("base/names") {
  TEST_CASE("unsafe_path: good names of real datasets") {
    for (const auto* path :
         {"a", "a/b.wav", "~root/-rf", "Album: Best Of/01. Song?.mp3", "CON", "aux.txt", "x ",
          "Dvořák/Größe 歌.wav", "..a", "a..b/c", "👩‍🎤/emoji"}) {
      CAPTURE(path);
      CHECK_FALSE(unsafe_path(path));
    }
  }

  TEST_CASE("unsafe_path: everything that leads out or fools a reader") {
    for (const auto* path : {"",
                             "/",
                             "/etc/passwd",
                             "..",
                             "../x",
                             "a/..",
                             "a/../b",
                             ".",
                             "./a",
                             "a/./b",
                             "a//b",
                             "a/",
                             "C:\\x",
                             "C:/x",
                             "a\\b",
                             "a\nb",
                             "\x1b[31m",
                             "\x7f",
                             "a\xff",
                             "\xc3",
                             "\xed\xa0\x80",
                             "a\u202eb",
                             "\u2066x",
                             ".setlist",
                             ".setlist.json",
                             ".setlist/x"}) {
      CAPTURE(path);
      CHECK(unsafe_path(path));
    }
    CHECK(unsafe_path(std::string_view("a\0b", 3)));
  }

  TEST_CASE("unsafe_path: lengths at their borders") {
    CHECK_FALSE(unsafe_path(std::string(255, 'a')));
    CHECK(unsafe_path(std::string(256, 'a')));
    std::string deep = "a";
    for (int k = 1; k < 32; ++k) deep += "/a";
    CHECK_FALSE(unsafe_path(deep));
    CHECK(unsafe_path(deep + "/a"));
    std::string longest;
    while (longest.size() < 1025) longest += std::string(127, 'a') + "/";
    CHECK_FALSE(unsafe_path(longest.substr(0, 1023)));
    CHECK(unsafe_path(longest.substr(0, 1025)));
  }

  TEST_CASE("unsafe_name: one component, and nothing a shell takes for an option") {
    CHECK_FALSE(unsafe_name("MAESTRO v3"));
    for (const auto* name : {"a/b", "-x", ".hidden", "..", ""}) CHECK(unsafe_name(name));
  }

  TEST_CASE("collision_key: case, accents composed or not") {
    CHECK(collision_key("Song.WAV") == collision_key("song.wav"));
    CHECK(collision_key("caf\u00e9") == collision_key("cafe\u0301"));
    CHECK(collision_key("Straße") == collision_key("STRASSE"));
    CHECK(collision_key("cafe") != collision_key("café"));
  }
}
