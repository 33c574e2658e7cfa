#include "audio_fixtures.hpp"
#include "setlist/base/error.hpp"
#include "setlist/formats/resampler.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace setlist;
using namespace setlist::testing;
using formats::input_span;
using formats::resample;
using formats::resampled_frames;

namespace {

/// The slice `wanted` of the resampled whole, from no more of it than input_span asks for.
music::AudioBuffer from_part(const music::AudioBuffer& whole, music::FrameSpan wanted, int to) {
  const auto needed = input_span(wanted, whole.sample_rate, to);
  return resample(slice(whole, needed.start, needed.count()), wanted, to);
}

/// Worst difference over windows at the start, in the middle and at the very end.
double worst_window(const music::AudioBuffer& whole, int to, unsigned long flags) {
  const auto expected = resampled_whole(whole, to, flags);
  const std::int64_t length = std::min<std::int64_t>(expected.frames, to / 5);
  const std::int64_t last = expected.frames - length;
  double worst = 0;
  for (const std::int64_t start :
       {std::int64_t{0}, std::int64_t{1}, last / 3, last / 2 + 1, last}) {
    const auto part = from_part(whole, {start, start + length}, to);
    worst = std::max(worst, difference(part, slice(expected, start, length)));
  }
  return worst;
}

}  // namespace

TEST_SUITE("formats/resampler") {
  TEST_CASE("resampled_frames: rounds half up, and holds where the product would overflow") {
    CHECK_EQ(resampled_frames(0, 44'100, 48'000), 0);
    CHECK_EQ(resampled_frames(1, 44'100, 22'050), 1);
    CHECK_EQ(resampled_frames(1, 48'000, 16'000), 0);
    CHECK_EQ(resampled_frames(2, 48'000, 16'000), 1);
    CHECK_EQ(resampled_frames(44'100, 44'100, 48'000), 48'000);
    CHECK_EQ(resampled_frames(std::int64_t{1} << 50U, 768'000, 767'999),
             (std::int64_t{1} << 50U) - 1'466'015'504);
    CHECK_THROWS_AS((void)resampled_frames(1, 0, 48'000), base::UsageError);
    CHECK_THROWS_AS((void)resampled_frames(1, 48'000, -1), base::UsageError);
  }

  TEST_CASE("input_span: starts where the clocks meet, with 20 ms of context each side") {
    const int rates[] = {1000, 8000, 11'025, 22'050, 44'100, 44'101, 48'000, 96'000, 768'000};
    for (const int from : rates) {
      for (const int to : rates) {
        CAPTURE(from);
        CAPTURE(to);
        for (const std::int64_t start : {-100'000, -1, 0, 1, 12'345, 9'999'999}) {
          const music::FrameSpan wanted{start, start + 777};
          const auto span = input_span(wanted, from, to);
          CHECK_EQ(span.start % (from / std::gcd(from, to)), 0);
          const auto first = static_cast<double>(start) * from / to;
          const auto last = static_cast<double>(start + 777) * from / to;
          CHECK_GE(span.start, 0);
          CHECK((span.start == 0 || static_cast<double>(span.start) <= first - 0.02 * from));
          CHECK_GE(static_cast<double>(span.stop), last + 0.02 * from);
        }
      }
    }
  }

  TEST_CASE("resample: the whole is what one call of libsoxr gives, bit for bit") {
    for (const int to : {8000, 16'000, 22'050, 48'000, 96'000}) {
      CAPTURE(to);
      const auto whole = noise(44'100, 2, 150'001);
      const auto frames = resampled_frames(whole.frames, 44'100, to);
      CHECK_EQ(difference(from_part(whole, {0, frames}, to), resampled_whole(whole, to)), 0);
    }
  }

  TEST_CASE("resample: a window differs from that slice of the whole by at most 2e-6") {
    const int rates[] = {8000, 11'025, 16'000, 22'050, 32'000, 44'100, 48'000, 96'000};
    double worst = 0;
    for (const int from : rates) {
      const auto whole = noise(from, 1, from * 2 + 31);
      for (const int to : rates) {
        if (from == to) continue;
        CAPTURE(from);
        CAPTURE(to);
        const double apart = worst_window(whole, to, 0);
        CHECK_LE(apart, 2e-6);
        worst = std::max(worst, apart);
      }
    }
    MESSAGE("worst difference: " << worst);
  }

  TEST_CASE("resample: odd ratios do not drift, and slow rates get context enough") {
    const std::pair<int, int> pairs[] = {{44'056, 44'100}, {44'100, 44'101}, {22'255, 48'000},
                                         {1000, 48'000},   {48'000, 1000},   {2000, 3000}};
    for (const auto& pair : pairs) {
      const int from = pair.first;
      const int to = pair.second;
      CAPTURE(from);
      CAPTURE(to);
      CHECK_LE(worst_window(noise(from, 1, from * 20), to, SOXR_HI_PREC_CLOCK), 2e-6);
    }
  }

  TEST_CASE("resample: silence before 0") {
    const auto whole = noise(44'100, 1, 10'000);
    const auto before = from_part(whole, {-5000, -4000}, 48'000);
    CHECK_EQ(before.frames, 1000);
    CHECK_EQ(std::ranges::count(before.samples, 0.0F), 1000);
    const auto across = from_part(whole, {-500, 2000}, 48'000);
    const auto expected = resampled_whole(whole, 48'000);
    CHECK_EQ(difference(across, slice(expected, -500, 2500)), 0);
  }

  TEST_CASE("resample: an empty window, an empty input, and an input of the wrong length") {
    const auto whole = noise(44'100, 2, 1000);
    const auto nothing = from_part(whole, {100, 100}, 48'000);
    CHECK_EQ(nothing.frames, 0);
    CHECK_EQ(nothing.channels, 2);
    CHECK_EQ(nothing.sample_rate, 48'000);
    CHECK_EQ(from_part(whole, {-5, -9}, 48'000).frames, 0);
    CHECK_THROWS_AS((void)resample(whole, {0, 10'000}, 48'000), base::UsageError);
    CHECK_THROWS_AS((void)resample(whole, {0, 10}, 0), base::UsageError);
  }

  TEST_CASE("resample: a tone keeps its pitch, phase and level") {
    music::AudioBuffer tone{44'100, 1, 44'100, std::vector<float>(44'100)};
    for (std::size_t i = 0; i < tone.samples.size(); ++i) {
      tone.samples[i] =
          static_cast<float>(std::sin(2 * M_PI * 1000 * static_cast<double>(i) / 44'100));
    }
    const auto out = from_part(tone, {4800, 9600}, 48'000);
    double worst = 0;
    for (std::size_t i = 0; i < out.samples.size(); ++i) {
      const double exact = std::sin(2 * M_PI * 1000 * static_cast<double>(i + 4800) / 48'000);
      worst = std::max(worst, std::fabs(exact - static_cast<double>(out.samples[i])));
    }
    CHECK_LE(worst, 1e-5);
  }
}
