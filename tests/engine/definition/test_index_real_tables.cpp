#include "engine/definition/index_definitions.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace setlist;
using testing::expand_part;
using testing::IndexDataset;
using testing::Lines;
using testing::rule_of;

namespace {

namespace fs = std::filesystem;

const fs::path kShared = fs::path(SETLIST_TESTS_DIR).parent_path().parent_path() / "shared/data";

std::string content(const fs::path& file) { return base::read_file(file); }

bool is_here(const fs::path& file) {
  if (fs::exists(file)) return true;
  MESSAGE("skipped: the real table is not here: ", file.filename().string());
  return false;
}

}  // namespace

TEST_SUITE("definition/index_real_tables") {
  TEST_CASE("Groove: the real table's rows") {
    const auto table = kShared / "real/groove_midi/info.csv";
    if (!is_here(table)) return;
    IndexDataset dataset;
    dataset.put("info.csv", content(table));
    const auto all = expand_part(dataset, "GrooveMIDI");
    CHECK(all.said.empty());
    CHECK(all.ids ==
          Lines{"drummer1/eval_session/1", "drummer1/eval_session/10", "drummer1/eval_session/2"});
  }

  TEST_CASE("MTG-Jamendo: every row of the real tables, with its split") {
    const auto folder = kShared / "mtg_jamendo";
    if (!is_here(folder / "autotagging_moodtheme.tsv")) return;
    for (const std::string subset : {"moodtheme", "instrument"}) {
      const std::string name = "autotagging_" + subset;
      IndexDataset dataset;
      dataset.put("data/autotagging_moodtheme.tsv", content(folder / (name + ".tsv")));
      for (const std::string part : {"train", "validation", "test"}) {
        dataset.put("data/splits/split-0/autotagging_moodtheme-" + part + ".tsv",
                    content(folder / "splits/split-0" / (name + "-" + part + ".tsv")));
      }
      const auto all = subset == "moodtheme" ? dataset.expand(rule_of("MTGJamendoMood"))
                                             : expand_part(dataset, "MTGJamendoMood");
      CHECK(all.said.empty());
      CHECK(all.songs.size() == (subset == "moodtheme" ? 18486 : 25135));
      const auto grouped = std::count_if(all.songs.begin(), all.songs.end(), [](const auto& song) {
        return testing::holds(song, R"("groups":["split-0-)");
      });
      CHECK(grouped == (subset == "moodtheme" ? 17982 : 24976));
    }
  }

  TEST_CASE("Orchset: the real table's rows") {
    const std::string name = "Orchset - Predominant Melodic Instruments.csv";
    const auto table = kShared / "real/orchset" / name;
    if (!is_here(table)) return;
    IndexDataset dataset;
    dataset.put(name, content(table));
    const auto all = expand_part(dataset, "Orchset");
    CHECK(all.said.empty());
    CHECK(all.ids == Lines{"Beethoven-S3-I-ex1", "Haydn-S94-Menuet-ex1",
                           "Musorgski-Ravel-PicturesExhibition-Promenade1-ex2",
                           "Rimski-Korsakov-Scheherazade-YoungPrincePrincess-ex4",
                           "Schubert-S8-II-ex2"});
    CHECK(testing::holds(all.songs[1], R"("instruments":["strings","winds"])"));
  }
}
