#include "engine/starter_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/music/time.hpp"

#include <atomic>
#include <cmath>
#include <random>
#include <thread>

#include <doctest/doctest.h>

using namespace setlist;
using testing::starter;

namespace {

struct Place {
  double start;
  double duration;
};

/// A place on the 10 ms grid, sometimes reaching behind the end.
Place random_place(std::mt19937& dice, double seconds) {
  const auto columns = static_cast<unsigned>(seconds * 100);
  return {(dice() % columns) / 100.0, (1 + dice() % 300) / 100.0};
}

}  // namespace

TEST_SUITE("dataset/window") {
  TEST_CASE("window: audio is the slice of the whole, bit for bit, in every song") {
    std::mt19937 dice(11);
    for (const auto& song : starter()) {
      CAPTURE(song.id());
      const auto whole = song.audio();
      for (int round = 0; round < 20; ++round) {
        const auto [start, duration] = random_place(dice, song.duration());
        const auto window = song.window({.start = start, .duration = duration});
        const auto span = music::frame_span(start, duration, whole.sample_rate);
        REQUIRE(window.audio.frames == span.count());
        std::int64_t wrong = 0;
        for (int c = 0; c < whole.channels; ++c) {
          for (std::int64_t i = span.start; i < span.stop; ++i) {
            const float expected =
                i < whole.frames ? whole.channel(c)[static_cast<std::size_t>(i)] : 0.0F;
            const auto at = static_cast<std::size_t>(i - span.start);
            wrong += window.audio.channel(c)[at] != expected ? 1 : 0;
          }
        }
        CHECK(wrong == 0);
      }
    }
  }

  TEST_CASE("window: the roll is the slice of the song's roll, column by column") {
    std::mt19937 dice(12);
    for (const auto& song : starter()) {
      CAPTURE(song.id());
      const auto whole = song.pianoroll();
      for (int round = 0; round < 20; ++round) {
        const auto [start, duration] = random_place(dice, song.duration());
        // 16 kHz: a multiple of 10 ms is a sample too, so the window begins on the grid.
        const auto window =
            song.window({.start = start, .duration = duration, .sample_rate = 16000});
        const auto first = music::column_at(start, 0.01);
        REQUIRE(window.pianoroll.columns == music::column_at(duration, 0.01));
        int wrong = 0;
        for (int pitch = 0; pitch < music::kPitches; ++pitch) {
          for (std::int64_t c = 0; c < window.pianoroll.columns; ++c) {
            const int expected = first + c < whole.columns ? whole.at(pitch, first + c) : 0;
            wrong += window.pianoroll.at(pitch, c) != expected ? 1 : 0;
          }
        }
        CHECK(wrong == 0);
      }
    }
  }

  TEST_CASE("window: notes are those that sound in it, and fill just the roll's cells") {
    std::mt19937 dice(13);
    for (const auto& song : starter()) {
      CAPTURE(song.id());
      for (int round = 0; round < 20; ++round) {
        const auto [start, duration] = random_place(dice, song.duration());
        const auto window =
            song.window({.start = start, .duration = duration, .sample_rate = 16000});
        for (const auto& note : window.notes) {
          CHECK(note.onset >= 0);
          CHECK(note.offset <= duration + 1e-9);
          CHECK(note.offset > note.onset);
        }
        std::size_t inside = 0;
        for (const auto& note : song.notes()) {
          inside += note.onset < window.start + duration && note.offset > window.start ? 1 : 0;
        }
        CHECK(window.notes.size() == inside);
      }
    }
  }

  TEST_CASE("window: time 0 is the first sample, at any rate") {
    const auto window = starter()[0].window({.start = 1.00001, .duration = 1});
    CHECK(window.start == doctest::Approx(22050.0 / 22050).epsilon(1e-12));
    CHECK(window.audio.frames == 22050);
  }

  TEST_CASE("window: what is heard begins when the annotation says, offset applied") {
    const auto song = *starter().find("Starter/greensleeves");
    const auto notes = song.notes();
    const auto audio = song.audio({.mono = true});
    const auto first =
        static_cast<std::size_t>(music::frame_at(notes.at(0).onset, audio.sample_rate));
    double before = 0;
    double after = 0;
    for (std::size_t i = 0; i < first; ++i)
      before = std::max(before, std::abs(double{audio.samples[i]}));
    for (std::size_t i = first; i < first + 1000; ++i) {
      after = std::max(after, std::abs(double{audio.samples[i]}));
    }
    CHECK(before == 0);
    CHECK(after > 0.01);
  }

  TEST_CASE("window: a pedal held before the window is known inside it") {
    const auto song = *starter().find("Starter/satie-gymnopedie-1");
    const auto pedals = song.pedals();
    REQUIRE(pedals.size() > 2);
    const double middle = (pedals[0].time + pedals[1].time) / 2;
    const auto window = song.window({.start = middle, .duration = 1});
    REQUIRE_FALSE(window.pedals.empty());
    CHECK(window.pedals[0].time == 0);
    CHECK(window.pedals[0].value == pedals[0].value);
  }

  TEST_CASE("window: wrong arguments are named") {
    const auto song = starter()[0];
    CHECK_THROWS_AS((void)song.window({.duration = -1}), base::UsageError);
    CHECK_THROWS_AS((void)song.window({.start = std::nan("")}), base::UsageError);
    CHECK_THROWS_AS((void)song.window({.resolution = 0}), base::UsageError);
    CHECK_THROWS_AS((void)song.pianoroll({.resolution = INFINITY}), base::UsageError);
  }

  TEST_CASE("window: many threads get the same bytes") {
    const auto song = *starter().find("Starter/dvorak-largo");
    const dataset::WindowRequest request{.start = 1, .duration = 2, .sample_rate = 16000};
    const auto expected = song.window(request);
    std::vector<std::thread> threads;
    std::atomic<int> equal = 0;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&] {
        const auto window = song.window(request);
        equal += window.audio.samples == expected.audio.samples &&
                         window.pianoroll.cells == expected.pianoroll.cells
                     ? 1
                     : 0;
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(equal == 8);
  }
}
