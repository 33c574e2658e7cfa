#include "engine/selection/made_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/query/query_parser.hpp"
#include "setlist/selection/ordering.hpp"
#include "setlist/selection/split.hpp"

#include <cmath>
#include <map>
#include <random>
#include <set>

#include <doctest/doctest.h>

using namespace setlist;
using selection::Selection;
using selection::split;
using selection::SplitRequest;
using testing::holds;
using testing::ids_of;
using testing::MadeCollection;
using testing::sentence_of;

namespace {

std::set<std::string> id_set(const Selection& songs) {
  const auto ids = ids_of(songs);
  return {ids.begin(), ids.end()};
}

/// Every song in exactly one part, each part in the order of the songs.
void check_parts(const Selection& songs, const selection::Split& made) {
  std::map<std::string, int> seen;
  for (const auto& part : made.parts) {
    CHECK_FALSE(part.empty());
    CHECK(ids_of(songs.within(part.bits())) == ids_of(part));
    for (const auto& id : ids_of(part)) ++seen[id];
  }
  CHECK(seen.size() == songs.size());
  for (const auto& [id, times] : seen) CHECK(times == 1);
}

std::set<std::string> composers_of(const Selection& songs) {
  std::set<std::string> composers;
  for (const auto n : songs.numbers()) composers.insert(songs.catalog()->song(n).composer);
  return composers;
}

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  for (const auto& item : a) {
    if (b.contains(item)) return true;
  }
  return false;
}

std::vector<std::size_t> sizes_of(const selection::Split& made) {
  std::vector<std::size_t> sizes;
  for (const auto& part : made.parts) sizes.push_back(part.size());
  return sizes;
}

/// Groups of the given sizes, by artist.
MadeCollection groups_of(const std::vector<std::size_t>& sizes) {
  MadeCollection made;
  std::vector<std::string> artists;
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    artists.insert(artists.end(), sizes[k], R"("artist": "Artist )" + std::to_string(k) + '"');
  }
  made.put_many("Groups", artists.size(), [&](std::size_t k) { return artists[k]; });
  return made;
}

}  // namespace

TEST_SUITE("selection/split") {
  TEST_CASE("split: no composer on two sides, under whatever name") {
    MadeCollection made;
    const std::vector<std::string> names = {"J. S. Bach",
                                            "Johann Sebastian Bach",
                                            "Bach, Johann Sebastian",
                                            "JOHANN SEBASTIAN BACH",
                                            "Bach / Busoni",
                                            "Ferruccio Busoni",
                                            "Antonín Dvořák",
                                            "Dvorak",
                                            "A; B",
                                            "B & C",
                                            "c",
                                            "Mozart, Wolfgang",
                                            "Wolfgang Amadeus Mozart",
                                            "Nobody",
                                            "nobody ",
                                            "Somebody",
                                            "Other"};
    const std::vector<std::set<std::string>> same = {
        {names[0], names[1], names[2], names[3], names[4], names[5]},
        {names[6], names[7]},
        {names[8], names[9], names[10]},
        {names[11], names[12]},
        {names[13], names[14]}};
    made.put_many("Names", names.size() * 3, [&](std::size_t k) {
      return R"("composer": ")" + names[k % names.size()] + '"';
    });
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      const auto result = split(made.songs(), {{0.5, 0.5}, seed, {"composer"}, ""});
      check_parts(made.songs(), result);
      CHECK(result.groups == 7);
      CHECK(result.largest == 18);
      CHECK(result.unknown == 0);
      for (const auto& group : same) {
        CHECK_FALSE((meet(composers_of(result.parts[0]), group) &&
                     meet(composers_of(result.parts[1]), group)));
      }
    }
  }

  TEST_CASE("split: only persons share a text; a title with '&' or '/' is one title") {
    MadeCollection made;
    made.put("Titles", R"({"id": "a", "title": "Prelude & Fugue", "artist": "A/B"},
                          {"id": "b", "title": "Prelude & Toccata", "artist": "C"},
                          {"id": "c", "title": "Toccata / Fugue", "artist": "B"})");
    CHECK(split(made.songs(), {{0.5, 0.5}, 1, {"title"}, ""}).groups == 3);
    CHECK(split(made.songs(), {{0.5, 0.5}, 1, {"artist"}, ""}).groups == 2);
  }

  TEST_CASE("split: several fields hold together, songs that share nothing too") {
    MadeCollection made;
    std::mt19937 dice(5);
    made.put_many("Dice", 300, [&](std::size_t) {
      std::string members = R"("title": "t")";
      if (dice() % 4 != 0) members += R"(, "artist": "a)" + std::to_string(dice() % 400) + '"';
      if (dice() % 4 != 0) members += R"(, "album": "b)" + std::to_string(dice() % 400) + '"';
      return members;
    });
    const Selection songs = made.songs();
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      const auto result = split(songs, {{0.3, 0.3, 0.4}, seed, {"artist", "album"}, ""});
      check_parts(songs, result);
      std::map<std::string, std::set<std::size_t>> sides;
      std::size_t unknown = 0;
      for (std::size_t side = 0; side < 3; ++side) {
        for (const auto n : result.parts[side].numbers()) {
          const auto song = songs.catalog()->song(n);
          if (!song.artist.empty()) sides["artist " + song.artist].insert(side);
          if (!song.album.empty()) sides["album " + song.album].insert(side);
          unknown += song.artist.empty() && song.album.empty() ? 1 : 0;
        }
      }
      for (const auto& [value, on] : sides) CHECK(on.size() == 1);
      CHECK(result.unknown == unknown);
      CHECK(unknown > 0);
    }
  }

  TEST_CASE("split: of two parts no choice of groups is nearer to the fraction") {
    std::mt19937 dice(11);
    std::vector<std::vector<std::size_t>> all = {{3, 3, 5}, {1, 9, 1}, {7, 2, 2, 2}};
    for (int round = 0; round < 25; ++round) {
      all.emplace_back(dice() % 7 + 2);
      for (auto& size : all.back()) size = dice() % 9 + 1;
    }
    for (const auto& sizes : all) {
      const MadeCollection made = groups_of(sizes);
      const Selection songs = made.songs();
      for (const double fraction : {0.4, 0.25, 0.5, 0.8, 1.0 / 3}) {
        const double wanted = fraction * static_cast<double>(songs.size());
        double least = wanted;
        for (std::size_t choice = 1; choice < std::size_t{1} << sizes.size(); ++choice) {
          double sum = 0;
          for (std::size_t k = 0; k < sizes.size(); ++k) {
            sum += (choice >> k & 1U) != 0 ? static_cast<double>(sizes[k]) : 0;
          }
          least = std::min(least, std::abs(sum - wanted));
        }
        selection::Split result;
        try {
          result = split(songs, {{fraction, 1 - fraction}, dice(), {"artist"}, ""});
        } catch (const base::UsageError&) {  // the nearest choice is none, or all
          CHECK((least == wanted || least == static_cast<double>(songs.size()) - wanted));
          continue;
        }
        const auto size = static_cast<double>(result.parts[0].size());
        CAPTURE(fraction);
        CHECK(std::abs(size - wanted) == doctest::Approx(least));
      }
    }
  }

  TEST_CASE("split: songs by themselves have the sizes asked, in any number of parts") {
    MadeCollection made;
    made.put_many("Many", 1000, [](std::size_t) { return ""; });
    const Selection songs = made.songs();
    CHECK(sizes_of(split(songs, {{0.8, 0.1, 0.1}, 1, {}, ""})) ==
          std::vector<std::size_t>{800, 100, 100});
    CHECK(sizes_of(split(songs, {{1}, 1, {}, ""})) == std::vector<std::size_t>{1000});
    for (const auto size : sizes_of(split(songs, {std::vector<double>(7, 1.0 / 7), 1, {}, ""}))) {
      CHECK(size >= 142);
      CHECK(size <= 143);
    }
    const auto one = split(songs, {{0.5, 0.5}, 1, {}, ""});
    const auto two = split(songs, {{0.5, 0.5}, 2, {}, ""});
    const auto both = (one.parts[0] & two.parts[0]).size();
    CHECK(both > 200);
    CHECK(both < 300);
  }

  TEST_CASE("split: the songs and the seed decide, not their order or what else is there") {
    MadeCollection made;
    const auto artist = [](std::size_t k) {
      return R"("artist": "a)" + std::to_string(k * k % 40) + R"(", "tags": ["t)" +
             std::to_string(k % 3) + "\"]";
    };
    made.put_many("Mine", 200, artist);
    MadeCollection more;
    more.put_many("Mine", 200, artist);
    more.put_many("Before", 77, artist);
    const Selection here = made.songs();
    const Selection there = more.songs().filtered(query::parse("dataset:Mine"));
    for (const std::string stratify : {"", "tag"}) {
      for (std::uint64_t seed = 0; seed < 5; ++seed) {
        const SplitRequest request{{0.6, 0.25, 0.15}, seed, {"artist"}, stratify};
        const auto first = split(here, request);
        const auto second = split(there, request);
        const auto third = split(selection::sorted(here, {"artist", "id"}, true), request);
        for (std::size_t k = 0; k < 3; ++k) {
          CHECK(id_set(first.parts[k]) == id_set(second.parts[k]));
          CHECK(id_set(first.parts[k]) == id_set(third.parts[k]));
        }
        check_parts(selection::sorted(here, {"artist", "id"}, true), third);
      }
    }
  }

  TEST_CASE("split: fractions, fields and parts that cannot be") {
    const MadeCollection made = groups_of({9, 1});
    const Selection songs = made.songs();
    const auto refused = [&](const SplitRequest& request) {
      CHECK_THROWS_AS((void)split(songs, request), base::UsageError);
      return sentence_of([&] { (void)split(songs, request); });
    };
    CHECK(holds(refused({{}, 0, {}, ""}), "add up to 0"));
    CHECK(holds(refused({{0.5, 0.4}, 0, {}, ""}), "expected 1"));
    CHECK(holds(refused({{1.5, -0.5}, 0, {}, ""}), "1.5"));
    CHECK(holds(refused({{0, 1}, 0, {}, ""}), "above 0"));
    CHECK(holds(refused({{std::nan(""), 1}, 0, {}, ""}), "nan"));
    CHECK(holds(refused({{INFINITY, 0.5}, 0, {}, ""}), "inf"));
    CHECK(holds(refused({{0.5, 0.5}, 0, {"artists!"}, ""}), "'artists!' is not a field"));
    CHECK(holds(refused({{0.5, 0.5}, 0, {"has"}, ""}), "'has' is not a field"));
    CHECK(holds(refused({{0.5, 0.5}, 0, {}, "composr"}), "did you mean 'composer'?"));
    const auto few = refused({{0.4, 0.3, 0.3}, 0, {"artist"}, ""});
    CHECK(holds(few, "10 songs in 2 groups by artist, the largest of 9 songs"));
    CHECK(holds(refused({std::vector<double>(20, 0.05), 0, {}, ""}), "would be empty"));
    const auto none =
        split(songs.filtered(query::parse("-dataset:Groups")), {{0.5, 0.5}, 0, {}, ""});
    CHECK(sizes_of(none) == std::vector<std::size_t>{0, 0});
  }

  TEST_CASE("stratified: the values are spread alike, far better than by chance") {
    MadeCollection made;
    std::mt19937 dice(7);
    made.put_many("Tags", 600, [&](std::size_t) {
      std::string members = R"("artist": "a)" + std::to_string(dice() % 150) + '"';
      const auto tag = dice() % 12;
      if (tag != 0) members += R"(, "tags": ["t)" + std::to_string(tag < 7 ? 1 : tag) + "\"]";
      return members;
    });
    const Selection songs = made.songs();
    const auto total_off = [&](const selection::Split& result) {
      std::map<std::string, double> all;
      std::map<std::string, double> first;
      for (const auto n : songs.numbers()) {
        const auto tags = songs.catalog()->song(n).tags;
        const std::string tag = tags.empty() ? "" : tags[0];
        ++all[tag];
        if (result.parts[0].bits().contains(n)) ++first[tag];
      }
      double off = 0;
      for (const auto& [tag, count] : all) off += std::abs(first[tag] - 0.7 * count);
      return off;
    };
    for (const auto& by : {std::vector<std::string>{}, {"artist"}}) {
      double stratified = 0;
      double by_chance = 0;
      for (std::uint64_t seed = 0; seed < 5; ++seed) {
        const auto result = split(songs, {{0.7, 0.3}, seed, by, "tag"});
        check_parts(songs, result);
        CHECK(std::abs(static_cast<double>(result.parts[0].size()) - 420) <= 8);
        stratified += total_off(result);
        by_chance += total_off(split(songs, {{0.7, 0.3}, seed, by, ""}));
      }
      CHECK(stratified * 2 < by_chance);
    }
  }
}
