#include "engine/selection/made_collection.hpp"
#include "setlist/archive/gzip.hpp"
#include "setlist/base/error.hpp"
#include "setlist/query/query_parser.hpp"
#include "setlist/selection/lockfile.hpp"
#include "setlist/selection/ordering.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using selection::locked;
using selection::Lockfile;
using selection::read_lockfile;
using selection::restored;
using selection::Selection;
using testing::holds;
using testing::ids_of;
using testing::MadeCollection;
using testing::sentence_of;

namespace {

/// "On" is on disk with its annotations, "Off" is not.
class Annotated {
 public:
  Annotated() {
    put("1", R"("version": "1")");
    m_made.install("On");
    m_made.scratch().put("music/On/a.json", R"({"a": 1})");
    m_made.scratch().put("music/On/b.json.gz", archive::gzip(R"({"b": 2})"));
  }
  void put(const std::string& tag, const std::string& head) const {
    m_made.put(
        "On",
        R"({"id": "b", "instruments": ["violin", "cello", "violin"], "tags": ["t)" + tag + R"("],
                   "ground_truth": ["b.json.gz", "a.json", "b.json.gz"]},
                  {"id": "a", "instruments": ["cello"], "ground_truth": ["a.json"]},
                  {"id": "none"})",
        head + R"(, "instruments": ["violin", "cello"])");
    m_made.put("Off", R"({"id": "é \" ^", "instruments": ["cello"], "ground_truth": ["x.json"]})",
               R"("instruments": ["cello"])");
  }
  [[nodiscard]] Selection songs() const { return m_made.songs(); }
  [[nodiscard]] const MadeCollection& made() const { return m_made; }
  [[nodiscard]] Lockfile read(const std::string& text) const {
    return read_lockfile(m_made.scratch().put("x.lock", text));
  }

 private:
  MadeCollection m_made;
};

/// What of the songs on disk is not as it was locked.
std::vector<std::string> differences(const Lockfile& lockfile, const Annotated& here) {
  return restored(lockfile, here.songs()).differences;
}

}  // namespace

TEST_SUITE("selection/lockfile") {
  TEST_CASE("a lockfile is read as it was written, and restores the songs in their order") {
    const Annotated here;
    const Selection songs = selection::sorted(here.songs(), {"id"}, true);
    const Lockfile lockfile = locked(songs);
    CHECK(lockfile.datasets.size() == 2);
    CHECK(lockfile.songs.at(2).annotations->size() == 1);
    const std::string text = to_text(lockfile);
    const Lockfile read = here.read(text);
    CHECK(to_text(read) == text);
    const auto back = restored(read, here.songs());
    CHECK(back.differences.empty());
    CHECK(ids_of(back.songs) == ids_of(songs));
    CHECK(back.not_compared == 1);
    const auto few = restored(locked(songs.taken({1, 2})), here.songs());
    CHECK(ids_of(few.songs) == ids_of(songs.taken({1, 2})));
    CHECK(few.not_compared == 0);
    const Lockfile none = here.read(to_text(locked(songs.taken({}))));
    CHECK(none.datasets.empty());
    CHECK(restored(none, here.songs()).songs.empty());
  }

  TEST_CASE("annotations: shared ones once, compressed or not the same") {
    const Annotated here;
    const Lockfile lockfile = locked(here.songs());
    REQUIRE(lockfile.songs.size() == 4);
    CHECK_FALSE(lockfile.songs[0].annotations);
    const auto& of_b = *lockfile.songs[1].annotations;
    const auto& of_a = *lockfile.songs[2].annotations;
    REQUIRE(of_b.size() == 2);
    CHECK(of_b[1] == of_a.at(0));
    CHECK(lockfile.songs[3].annotations->empty());
    here.made().scratch().put("music/On/a.json", archive::gzip(R"({"a": 1})"));
    here.made().scratch().put("music/On/b.json.gz", R"({"b": 2})");
    CHECK(differences(lockfile, here).empty());
    CHECK(to_text(locked(here.songs())) == to_text(lockfile));
  }

  TEST_CASE("annotations: other, gone or damaged ones are told song by song") {
    const Annotated here;
    const Lockfile lockfile = locked(here.songs());
    const auto& scratch = here.made().scratch();
    scratch.put("music/On/b.json.gz", archive::gzip(R"({"b": 3})"));
    auto told = differences(lockfile, here);
    REQUIRE(told.size() == 1);
    CHECK(holds(told[0], "On/b has other annotations here"));
    scratch.put("music/On/b.json.gz", archive::gzip(R"({"b": 2})").substr(0, 20));
    told = differences(lockfile, here);
    REQUIRE(told.size() == 1);
    CHECK(holds(told[0], "b.json.gz"));
    CHECK_THROWS_AS((void)locked(here.songs()), base::FormatError);
    scratch.put("music/On/b.json.gz", R"({"b": 2})");
    std::filesystem::remove(scratch / "music/On/a.json");
    told = differences(lockfile, here);
    REQUIRE(told.size() == 2);
    CHECK(holds(told[1], "a.json"));
    CHECK_THROWS_AS((void)locked(here.songs()), base::Error);
    std::filesystem::remove_all(scratch / "music/On");
    CHECK(differences(lockfile, here).empty());
    CHECK(restored(lockfile, here.songs()).not_compared == 4);
  }

  TEST_CASE("definitions: another version, another text, no dataset, no song") {
    const Annotated here;
    const Lockfile lockfile = locked(here.songs());
    here.put("2", R"("version": "1")");
    CHECK(holds(differences(lockfile, here).at(0), "On 1 is defined otherwise here"));
    here.put("1", R"("version": "2")");
    CHECK(holds(differences(lockfile, here).at(0), "On is version 2 here, locked was 1"));
    here.put("1", R"("description": "no version")");
    CHECK(holds(differences(lockfile, here).at(0), "On is version unknown here, locked was 1"));
    here.made().put("On", R"({"id": "none"})", R"("version": "1")");
    auto told = differences(lockfile, here);
    REQUIRE(told.size() == 3);
    CHECK(holds(told[1], "there is no song 'On/b' here"));
    std::filesystem::remove(here.made().scratch() / "definitions/On.json");
    const auto rest = restored(lockfile, here.songs());
    REQUIRE(rest.differences.size() == 1);
    CHECK(holds(rest.differences[0], "no dataset here is named On; locked was 1"));
    CHECK(ids_of(rest.songs) == std::vector<std::string>{"Off/é \" ^"});
  }

  TEST_CASE("a lock of two collections that define a dataset differently is itself again") {
    const Annotated here;
    MadeCollection other;
    other.put("Off", R"({"id": "more"})");
    const Selection both = here.songs() | other.songs();
    const Lockfile lockfile = here.read(to_text(locked(both)));
    const auto back = restored(lockfile, both);
    CHECK(back.differences.empty());
    CHECK(back.songs == both);
  }

  TEST_CASE("damaged texts: cut anywhere or with another byte, never a crash") {
    const Annotated here;
    const Selection songs = here.songs();
    const std::string text = to_text(locked(songs));
    const auto last = text.rfind('}');
    for (std::size_t size = 0; size <= last; ++size) {
      CHECK_THROWS_AS((void)here.read(text.substr(0, size)), base::DefinitionError);
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (const char c : {'"', '0'}) {
        std::string changed = text;
        changed[at] = c;
        try {
          (void)restored(here.read(changed), songs);
        } catch (const base::DefinitionError& error) {
          CHECK(holds(error.what(), "x.lock"));
        }
      }
    }
  }

  TEST_CASE("texts that are no lockfile, or one of another setlist") {
    const Annotated here;
    const auto refused = [&](const std::string& text) {
      CHECK_THROWS_AS((void)here.read(text), base::DefinitionError);
      return sentence_of([&] { (void)here.read(text); });
    };
    const std::string head = R"({"setlist_lock": 1, "datasets": [], "songs": )";
    CHECK(here.read(head + "[]}").songs.empty());
    CHECK(holds(refused(R"({"datasets": [], "songs": []})"), "no lockfile"));
    CHECK(holds(refused(R"({"setlist_lock": 2, "datasets": [], "songs": [], "new": 1})"),
                "a newer setlist wrote it"));
    CHECK(holds(
        refused(head + R"([{"id": "a", "annotations": null}, {"id": "a", "annotations": []}]})"),
        "'a' is listed twice"));
    for (const auto* rest :
         {"{}}", "null}", "7}", "[7]}", "[null]}", "[{}]}", "[[]]}", R"([{"id": "a"}]})",
          R"([{"id": 7, "annotations": null}]})", R"([{"id": "a", "annotations": [7]}]})",
          R"([{"id": "a", "annotations": null, "more": 1}]})", R"([], "songs": []})",
          R"([], "other": 1})"}) {
      CAPTURE(rest);
      refused(head + rest);
    }
    for (const auto* text : {"", "[]", "null", "{}", R"({"setlist_lock": "1", "songs": []})",
                             R"({"setlist_lock": 1, "datasets": 7, "songs": []})",
                             R"({"setlist_lock": 1, "datasets": [{"name": "A"}], "songs": []})",
                             R"({"setlist_lock": 1})"}) {
      CAPTURE(text);
      refused(text);
    }
    CHECK_THROWS_AS((void)read_lockfile(here.made().scratch() / "none.lock"), base::Error);
    CHECK_THROWS_AS((void)read_lockfile(here.made().scratch().path()), base::Error);
  }
}
