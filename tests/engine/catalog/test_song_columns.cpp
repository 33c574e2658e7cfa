#include "setlist/catalog/column_builder.hpp"
#include "setlist/catalog/song_columns.hpp"

#include <random>

#include <doctest/doctest.h>

using namespace setlist::catalog;
using setlist::base::Json;
using setlist::definition::SongEntry;

namespace {

/// A song of which any field may be missing.
class SongDice {
 public:
  explicit SongDice(unsigned seed) : m_dice(seed) {}

  SongEntry song(std::size_t number) {
    SongEntry song;
    song.id = "song " + std::to_string(number);
    for (auto* text : {&song.title, &song.composer, &song.artist, &song.performer, &song.work,
                       &song.album, &song.license, &song.text}) {
      if (coin()) *text = word();
    }
    for (auto* list : {&song.instruments, &song.groups, &song.tags, &song.recordings, &song.sources,
                       &song.ground_truth}) {
      for (std::size_t n = m_dice() % 4; n > 0; --n) list->push_back(word());
    }
    if (coin()) song.year = static_cast<int>(m_dice() % 4000) - 1000;
    if (coin()) song.duration_seconds = static_cast<double>(m_dice()) / 1e7;
    if (coin()) song.ensemble = coin();
    if (coin()) song.offset_seconds = -1.25;
    if (coin()) song.features = {{word(), word(), 0.1}, {word(), word(), 0}};
    if (coin()) song.meta = Json::Object{{"bpm", 90.5}, {"takes", Json::Array{1, Json(), true}}};
    return song;
  }

 private:
  bool coin() { return m_dice() % 2 == 0; }
  std::string word() {
    static const std::vector<std::string> kWords = {"", "Largo", "ñandú", "a/b.wav", "ÅÅ", "x\ty"};
    return kWords[m_dice() % kWords.size()];
  }
  std::mt19937 m_dice;
};

void check_equal(const SongEntry& a, const SongEntry& b) {
  CHECK(a.id == b.id);
  CHECK(a.title == b.title);
  CHECK(a.composer == b.composer);
  CHECK(a.artist == b.artist);
  CHECK(a.performer == b.performer);
  CHECK(a.work == b.work);
  CHECK(a.album == b.album);
  CHECK(a.license == b.license);
  CHECK(a.text == b.text);
  CHECK(a.year == b.year);
  CHECK(a.duration_seconds == b.duration_seconds);
  CHECK(a.ensemble == b.ensemble);
  CHECK(a.offset_seconds == b.offset_seconds);
  CHECK(a.instruments == b.instruments);
  CHECK(a.groups == b.groups);
  CHECK(a.tags == b.tags);
  CHECK(a.recordings == b.recordings);
  CHECK(a.sources == b.sources);
  CHECK(a.ground_truth == b.ground_truth);
  CHECK(a.meta == b.meta);
  REQUIRE(a.features.size() == b.features.size());
  for (std::size_t i = 0; i < a.features.size(); ++i) {
    CHECK(a.features[i].name == b.features[i].name);
    CHECK(a.features[i].path == b.features[i].path);
    CHECK(a.features[i].hop_seconds == b.features[i].hop_seconds);
  }
}

SongColumns columns_of(ColumnBuilder& builder, const std::vector<ColumnBuilder::Block>& blocks) {
  return SongColumns::over(builder.image(blocks, {}, built_in_words())).value();
}

}  // namespace

TEST_SUITE("catalog/song_columns") {
  TEST_CASE("random songs come back as they went in, in the order of the blocks") {
    SongDice dice(11);
    std::vector<SongEntry> songs;
    ColumnBuilder builder;
    for (std::size_t i = 0; i < 500; ++i) {
      songs.push_back(dice.song(i));
      builder.add(songs.back());
    }
    builder.add(songs.front());  // of a definition that proves broken
    builder.truncate(500);
    const auto columns = columns_of(builder, {{"B", 300, 500}, {"A", 0, 300}});
    REQUIRE(columns.size() == 500);
    for (SongNumber n = 0; n < 500; ++n) check_equal(columns.song(n), songs[(n + 300) % 500]);
    ColumnBuilder again;
    for (SongNumber n = 0; n < 500; ++n) again.add(columns, n);
    const auto copied = columns_of(again, {{"B", 0, 500}});
    for (SongNumber n = 0; n < 500; ++n) check_equal(copied.song(n), columns.song(n));
  }

  TEST_CASE("ids are found by their hash; an empty catalogue finds none") {
    ColumnBuilder builder;
    for (const auto* id : {"one", "two", "three"}) builder.add({.id = id});
    const auto columns = columns_of(builder, {{"D", 0, 3}});
    REQUIRE(columns.with_hash(id_hash("D/two")).size() == 1);
    CHECK(columns.with_hash(id_hash("D/two"))[0] == 1);
    CHECK(columns.with_hash(id_hash("D/four")).empty());
    ColumnBuilder none;
    CHECK(columns_of(none, {}).with_hash(id_hash("D/two")).empty());
  }

  TEST_CASE("numbers are in order, the unknown ones left out; ties keep the order of songs") {
    ColumnBuilder builder;
    for (const auto& seconds : {std::optional(3.0), std::optional<double>(), std::optional(1.0),
                                std::optional(3.0), std::optional(-0.0)}) {
      builder.add({.id = "x", .duration_seconds = seconds});
    }
    const auto columns = columns_of(builder, {{"D", 0, 5}});
    const auto order = columns.in_order_of(NumberField::kDuration);
    CHECK(std::vector<SongNumber>(order.begin(), order.end()) ==
          std::vector<SongNumber>{4, 2, 0, 3});
    CHECK(columns.in_order_of(NumberField::kYear).empty());
  }

  TEST_CASE("measured facts fill what the definition leaves open, and nothing else") {
    ColumnBuilder builder;
    builder.add({.id = "stated", .duration_seconds = 5.0});
    builder.add({.id = "open"});
    builder.add({.id = "unmeasured"});
    const SongFacts facts{.frames = 441,
                          .sample_rate = 44100,
                          .channels = 2,
                          .duration_seconds = 0.01,
                          .notes = 7,
                          .first_onset = 0.5,
                          .last_onset = 0.75};
    builder.join({{"open", facts}, {"stated", facts}, {"unknown", facts}}, 0);
    const auto columns = columns_of(builder, {{"D", 0, 3}});
    CHECK(columns.song(0).duration_seconds == 5.0);
    CHECK(columns.song(1).duration_seconds == 0.01);
    CHECK_FALSE(columns.song(2).duration_seconds);
    CHECK(columns.number(NumberField::kNotes, 1) == 7);
    CHECK(columns.number(NumberField::kSampleRate, 0) == 44100);
    CHECK(columns.number(NumberField::kLastOnset, 1) == 0.75);
  }
}
