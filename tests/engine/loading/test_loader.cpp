#include "engine/starter_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/loading/loader.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using loading::Loader;
using testing::holds;
using testing::sentence_of;
using testing::starter;

namespace {

const loading::LoaderOptions kTwoSeconds{.duration = 2, .sample_rate = 16000, .batch_size = 4};

}  // namespace

TEST_SUITE("loading/loader") {
  TEST_CASE("batch: each slot is the window that the song itself gives") {
    const Loader loader(starter(), kTwoSeconds);
    for (const std::size_t position : {std::size_t{0}, loader.batch_count() - 1}) {
      const auto batch = loader.batch(position);
      REQUIRE(batch.windows == 4);
      REQUIRE(batch.frames == 32000);
      REQUIRE(batch.columns == 200);
      for (std::size_t slot = 0; slot < 4; ++slot) {
        const auto song = *starter().find(batch.ids[slot]);
        const auto window = song.window(
            {.start = batch.starts[slot], .duration = 2, .sample_rate = 16000, .mono = true});
        CHECK(std::equal(window.audio.samples.begin(), window.audio.samples.end(),
                         batch.audio.begin() + static_cast<std::ptrdiff_t>(slot * 32000)));
        CHECK(std::equal(window.pianoroll.cells.begin(), window.pianoroll.cells.end(),
                         batch.pianoroll.begin() + static_cast<std::ptrdiff_t>(slot * 128 * 200)));
        const auto first = batch.notes.begin() + batch.note_offsets[slot];
        const auto last = batch.notes.begin() + batch.note_offsets[slot + 1];
        CHECK(music::Notes(first, last) == window.notes);
      }
    }
  }

  TEST_CASE("batch: the windows of all batches are those of the order, each once") {
    auto options = kTwoSeconds;
    options.drop_last = false;
    options.batch_size = 7;
    const Loader loader(starter(), options);
    std::size_t next = 0;
    for (std::size_t b = 0; b < loader.batch_count(); ++b) {
      const auto batch = loader.batch(b);
      for (std::size_t slot = 0; slot < batch.ids.size(); ++slot, ++next) {
        CHECK(batch.ids[slot] == starter()[loader.places()[next].song].id());
        CHECK(batch.starts[slot] == doctest::Approx(loader.places()[next].start));
      }
    }
    CHECK(next == loader.window_count());
  }

  TEST_CASE("batch_count: the tail is dropped or short") {
    auto options = kTwoSeconds;
    options.batch_size = 1000;
    CHECK(Loader(starter(), options).batch_count() == 0);
    options.drop_last = false;
    const Loader loader(starter(), options);
    CHECK(loader.batch_count() == 1);
    CHECK(loader.batch(0).windows == static_cast<std::int64_t>(loader.window_count()));
    CHECK_THROWS_AS((void)loader.batch(1), base::UsageError);
  }

  TEST_CASE("batch: items that were not asked are not loaded") {
    auto options = kTwoSeconds;
    options.audio = false;
    options.notes = false;
    const auto batch = Loader(starter(), options).batch(0);
    CHECK(batch.audio.empty());
    CHECK(batch.note_offsets.empty());
    CHECK_FALSE(batch.pianoroll.empty());
  }

  TEST_CASE("Loader: songs that are not on disk are named at the first batch") {
    const testing::Scratch nowhere;
    const Loader loader(dataset::Dataset::open(testing::starter_overrides(nowhere.path())),
                        kTwoSeconds);
    CHECK(holds(sentence_of([&] { (void)loader.batch(0); }), "Starter/bach-prelude-c"));
    auto wrong = kTwoSeconds;
    wrong.batch_size = 0;
    CHECK_THROWS_AS(Loader(starter(), wrong), base::UsageError);
    CHECK(Loader(starter().query("group:train group:test"), kTwoSeconds).batch_count() == 0);
  }
}
