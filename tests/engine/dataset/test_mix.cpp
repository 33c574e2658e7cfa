#include "engine/starter_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/dataset/mix.hpp"

#include <cmath>

#include <doctest/doctest.h>

using namespace setlist;
using testing::holds;
using testing::sentence_of;
using testing::starter;

namespace {

double worst_difference(const music::AudioBuffer& a, const music::AudioBuffer& b) {
  REQUIRE(a.samples.size() == b.samples.size());
  double worst = 0;
  for (std::size_t i = 0; i < a.samples.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(a.samples[i]) - b.samples[i]));
  }
  return worst;
}

}  // namespace

TEST_SUITE("dataset/mix") {
  TEST_CASE("read_mix: the mean of the sources is the recording, to its last bit of 16") {
    for (const auto& song : starter()) {
      if (song.facts().sources.size() < 2) continue;
      CAPTURE(song.id());
      const auto mixed = dataset::read_mix(song.source_files(), {});
      CHECK(worst_difference(mixed, song.audio()) <= 1.0 / 32768 + 1e-7);
    }
  }

  TEST_CASE("read_mix: recordings of two rates are brought to the first one's") {
    const auto fast = starter().find("Starter/bach-prelude-c")->recording_files().at(0);
    const auto slow = starter().find("Starter/repeated-notes")->recording_files().at(0);
    const auto first = formats::audio_info(fast);
    const auto second = formats::audio_info(slow);
    REQUIRE(first.sample_rate != second.sample_rate);
    const auto mixed = dataset::read_mix({fast, slow}, {.mono = true});
    CHECK(mixed.sample_rate == first.sample_rate);
    const double seconds = std::max(first.duration_seconds(), second.duration_seconds());
    CHECK(std::abs(static_cast<double>(mixed.frames) - seconds * first.sample_rate) <= 1);
  }

  TEST_CASE("read_mix: a shorter recording is followed by silence") {
    const auto longer = starter().find("Starter/bach-prelude-c")->recording_files().at(0);
    const auto shorter = starter().find("Starter/mozart-minuet")->recording_files().at(0);
    const formats::AudioRequest at_16k{.sample_rate = 16000, .mono = true};
    const auto alone = formats::read_audio(longer, at_16k);
    const auto mixed = dataset::read_mix({shorter, longer}, at_16k);
    REQUIRE(mixed.frames == alone.frames);
    CHECK(mixed.samples.back() == alone.samples.back() * 0.5F);
    CHECK(mixed.samples[static_cast<std::size_t>(mixed.frames) - 2000] ==
          alone.samples[static_cast<std::size_t>(mixed.frames) - 2000] * 0.5F);
  }

  TEST_CASE("read_mix: different channels are refused, with the way out") {
    const auto mono = starter().find("Starter/bach-prelude-c")->recording_files().at(0);
    std::filesystem::path stereo;
    for (const auto& song : starter()) {
      const auto file = song.recording_files().at(0);
      if (formats::audio_info(file).channels == 2) stereo = file;
    }
    REQUIRE_FALSE(stereo.empty());
    CHECK(holds(sentence_of([&] { (void)dataset::read_mix({mono, stereo}, {}); }), "ask for mono"));
  }
}
