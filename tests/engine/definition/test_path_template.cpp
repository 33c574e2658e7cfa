#include "engine/scratch.hpp"
#include "setlist/base/error.hpp"
#include "setlist/definition/path_template.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using definition::fill_template;
using definition::template_fault;

TEST_SUITE("definition/path_template") {
  TEST_CASE("fill_template: every field") {
    definition::SongEntry song;
    song.id = "x/y";
    song.recordings = {"a.b/song.final.wav"};
    CHECK(fill_template("{id}/p.mid", song) == "x/y/p.mid");
    CHECK(fill_template("{recording.stem}.midi", song) == "a.b/song.final.midi");
    CHECK(fill_template("{recording.dir}/{recording}", song) == "a.b/a.b/song.final.wav");
    CHECK(fill_template("plain", song) == "plain");
    song.recordings = {"song"};
    CHECK(fill_template("{recording.dir}/{recording.stem}", song) == "./song");
  }

  TEST_CASE("template_fault: unknown fields and loose braces") {
    CHECK_FALSE(template_fault("{id}{id}"));
    CHECK(testing::holds(*template_fault("{recording.stm}"), "did you mean 'recording.stem'?"));
    for (const auto* pattern : {"{", "}", "a}b", "{id", "{}", "{{id}}"}) {
      CAPTURE(pattern);
      CHECK(template_fault(pattern));
      CHECK_THROWS_AS((void)fill_template(pattern, {}), base::DefinitionError);
    }
  }
}
