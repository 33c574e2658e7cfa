#include "audio_fixtures.hpp"
#include "setlist/base/error.hpp"
#include "setlist/formats/audio_file.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <thread>

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace setlist;
using namespace setlist::testing;
using formats::audio_info;
using formats::AudioRequest;
using formats::read_audio;

namespace {

struct Encoding {
  const char* name;
  int format;
  const char* expected;
};

constexpr Encoding kEncodings[] = {
    {"u8.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_U8, "wav"},
    {"16.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, "wav"},
    {"24.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, "wav"},
    {"32.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_32, "wav"},
    {"float.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, "wav"},
    {"double.wav", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, "wav"},
    {"alaw.wav", SF_FORMAT_WAV | SF_FORMAT_ALAW, "wav"},
    {"big.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24 | SF_ENDIAN_BIG, "wav"},
    {"extensible.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, "wav"},
    {"extensible-float.wav", SF_FORMAT_WAVEX | SF_FORMAT_FLOAT, "wav"},
    {"rf64.wav", SF_FORMAT_RF64 | SF_FORMAT_PCM_24, "wav"},
    {"16.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, "aiff"},
    {"s8.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_S8, "aiff"},
    {"float.aifc", SF_FORMAT_AIFF | SF_FORMAT_FLOAT, "aiff"},
    {"little.aifc", SF_FORMAT_AIFF | SF_FORMAT_PCM_24 | SF_ENDIAN_LITTLE, "aiff"},
    {"24.au", SF_FORMAT_AU | SF_FORMAT_PCM_24, "au"},
    {"ulaw.au", SF_FORMAT_AU | SF_FORMAT_ULAW, "au"},
    {"little.au", SF_FORMAT_AU | SF_FORMAT_FLOAT | SF_ENDIAN_LITTLE, "au"},
    {"16.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, "flac"},
    {"24.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, "flac"},
};

/// A window as a user states it, and the frames it must be.
struct Window {
  AudioRequest request;
  std::int64_t start;
  std::int64_t count;
};

/// Before 0, in the last samples, longer than the file, of length 0, and anywhere.
Window random_window(std::mt19937& random, double seconds, int rate, int kind) {
  std::uniform_real_distribution<double> any(0, seconds);
  AudioRequest request;
  request.start = any(random);
  request.duration = any(random) / 3;
  if (kind == 0) request.start = -any(random) / 5;
  if (kind == 1) request.start = seconds - 3.0 / rate;
  if (kind == 2) request = {.start = -0.1, .duration = seconds + 0.3};
  if (kind == 3) request.duration = 0;
  if (kind == 4) request.duration = 1.0 / rate;
  if (kind == 5) request = {.start = seconds + 0.05, .duration = 0.01};
  if (kind == 6) request = {.start = 0, .duration = 0.1};
  const auto frames = [rate](double t) {
    return static_cast<std::int64_t>(std::floor(t * rate + 0.5));
  };
  return {request, frames(request.start), frames(*request.duration)};
}

}  // namespace

TEST_SUITE("formats/audio_file") {
  TEST_CASE("audio_info: every encoding, by content and not by name") {
    const Folder folder;
    for (const auto& encoding : kEncodings) {
      CAPTURE(std::string(encoding.name));
      const auto path = folder / (std::string(encoding.name) + ".mp3");
      write_audio(path, encoding.format, noise(22050, 2, 3001));
      const auto info = audio_info(path);
      CHECK_EQ(info.format, encoding.expected);
      CHECK_EQ(info.sample_rate, 22050);
      CHECK_EQ(info.channels, 2);
      CHECK_EQ(info.frames, 3001);
      CHECK_EQ(info.duration_seconds(), 3001.0 / 22050);
    }
  }

  TEST_CASE("read_audio: a window is that slice of the whole, bit for bit") {
    const Folder folder;
    std::mt19937 random(7);
    for (const auto& encoding : kEncodings) {
      CAPTURE(std::string(encoding.name));
      for (const int channels : {1, 2, 5}) {
        const auto path = folder / (std::to_string(channels) + encoding.name);
        write_audio(path, encoding.format, noise(8000, channels, 20'011));
        const auto whole = whole_of(path);
        CHECK_EQ(difference(read_audio(path), whole), 0);
        for (int i = 0; i < 40; ++i) {
          const auto window = random_window(random, 20'011.0 / 8000, 8000, i % 8);
          CAPTURE(window.start);
          CAPTURE(window.count);
          const auto expected = slice(whole, window.start, window.count);
          CHECK_EQ(difference(read_audio(path, window.request), expected), 0);
        }
      }
    }
  }

  TEST_CASE("read_audio: without a duration, to the end") {
    const Folder folder;
    write_audio(folder / "a.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, noise(8000, 2, 12'000));
    const auto whole = whole_of(folder / "a.wav");
    CHECK_EQ(difference(read_audio(folder / "a.wav", {.start = 0.5}), slice(whole, 4000, 8000)), 0);
    CHECK_EQ(difference(read_audio(folder / "a.wav", {.start = -0.5}), slice(whole, -4000, 16'000)),
             0);
    const auto behind = read_audio(folder / "a.wav", {.start = 99});
    CHECK_EQ(behind.frames, 0);
    CHECK_EQ(behind.channels, 2);
    const auto other = read_audio(folder / "a.wav", {.sample_rate = 16'000, .start = -0.5});
    CHECK_EQ(other.frames, 32'000);
    CHECK_EQ(read_audio(folder / "a.wav", {.sample_rate = 16'000, .start = 99}).frames, 0);
  }

  TEST_CASE("read_audio: the length of a window does not depend on where it starts") {
    const Folder folder;
    write_audio(folder / "a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, noise(44'100, 1, 44'100));
    std::mt19937 random(3);
    std::uniform_real_distribution<double> any(-1, 2);
    for (int i = 0; i < 200; ++i) {
      const AudioRequest request{.start = any(random), .duration = 0.0123};
      CHECK_EQ(read_audio(folder / "a.wav", request).frames, 542);
    }
  }

  TEST_CASE("read_audio: mono is the mean of the channels") {
    const Folder folder;
    for (const int channels : {1, 2, 3, 6}) {
      write_audio(folder / "a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, noise(8000, channels, 9001));
      const auto mean = music::mono(whole_of(folder / "a.wav"));
      CHECK_EQ(difference(read_audio(folder / "a.wav", {.mono = true}), mean), 0);
      const AudioRequest request{.start = 1, .duration = 0.5, .mono = true};
      CHECK_EQ(difference(read_audio(folder / "a.wav", request), slice(mean, 8000, 4000)), 0);
    }
  }

  TEST_CASE("read_audio: a resampled window is that slice of the resampled whole within 2e-6") {
    const Folder folder;
    std::mt19937 random(11);
    double worst = 0;
    const int rates[] = {8000, 16'000, 22'050, 44'100, 48'000};
    for (const int from : rates) {
      const std::int64_t frames = from * 3 + 17;
      const double seconds = static_cast<double>(frames) / from;
      write_audio(folder / "a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, noise(from, 2, frames));
      const auto whole = whole_of(folder / "a.wav");
      for (const int to : rates) {
        if (from == to) continue;
        CAPTURE(from);
        CAPTURE(to);
        const auto expected = resampled_whole(whole, to);
        const auto all = read_audio(folder / "a.wav", {.sample_rate = to});
        CHECK_EQ(difference(all, expected), 0);
        const auto mean = resampled_whole(music::mono(whole), to);
        for (int i = 0; i < 32; ++i) {
          auto window = random_window(random, seconds, to, i % 8);
          window.request.sample_rate = to;
          window.request.mono = i % 3 == 0;
          const auto wanted =
              slice(window.request.mono ? mean : expected, window.start, window.count);
          const double apart = difference(read_audio(folder / "a.wav", window.request), wanted);
          CAPTURE(window.start);
          CAPTURE(window.count);
          CHECK_LE(apart, 2e-6);
          worst = std::max(worst, apart);
        }
      }
    }
    MESSAGE("worst difference of a resampled window: " << worst);
  }

  TEST_CASE("read_audio: an empty recording") {
    const Folder folder;
    for (const auto& encoding : {kEncodings[1], kEncodings[11], kEncodings[15]}) {
      CAPTURE(std::string(encoding.name));
      write_audio(folder / "a", encoding.format, noise(8000, 2, 0));
      CHECK_EQ(audio_info(folder / "a").frames, 0);
      CHECK_EQ(read_audio(folder / "a").frames, 0);
      const AudioRequest request{.sample_rate = 16'000, .start = 0, .duration = 0.5};
      const auto silent = read_audio(folder / "a", request);
      CHECK_EQ(silent.frames, 8000);
      CHECK_EQ(std::ranges::count(silent.samples, 0.0F), 16'000);
    }
  }

  TEST_CASE("read_audio: arguments that make no sense are named") {
    const Folder folder;
    write_audio(folder / "a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, noise(8000, 1, 100));
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    const auto refusal = [&](const AudioRequest& request) {
      CHECK_THROWS_AS((void)read_audio(folder / "a.wav", request), base::UsageError);
      return message_of([&] { (void)read_audio(folder / "a.wav", request); });
    };
    for (const double start : {kNan, kInfinite, -kInfinite, 1e300, -1e300}) {
      CHECK_EQ(refusal({.start = start, .duration = 1}).find("reading audio: start is "), 0);
    }
    for (const double duration : {kNan, kInfinite, -1e-9, -1.0, 1e12}) {
      CHECK_EQ(refusal({.start = 0, .duration = duration}).find("reading audio: duration is "), 0);
    }
    for (const int rate : {0, -44'100, 999, 768'001, 2'000'000'000}) {
      CHECK_EQ(refusal({.sample_rate = rate}).find("reading audio: sample_rate is "), 0);
    }
    CHECK_EQ(refusal({.start = 0, .duration = -1.5}),
             "reading audio: duration is -1.5, expected 0..1e+06 seconds");
  }

  TEST_CASE("read_audio: what is not a file is refused at once") {
    const Folder folder;
    CHECK_THROWS_AS((void)read_audio(folder / "missing.wav"), base::FileError);
    REQUIRE_EQ(::mkfifo((folder / "fifo.wav").c_str(), 0600), 0);
    std::filesystem::create_directory(folder / "folder.wav");
    for (const std::string name : {"fifo.wav", "folder.wav"}) {
      CAPTURE(name);
      const auto text = message_of([&] { (void)audio_info(folder / name); });
      CHECK_NE(text.find("not a regular file"), std::string::npos);
    }
    CHECK_THROWS_AS((void)audio_info("/dev/zero"), base::Error);
  }

  TEST_CASE("read_audio: many threads read one file alike") {
    const Folder folder;
    write_audio(folder / "a.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, noise(44'100, 2, 100'000));
    std::atomic<int> wrong = 0;
    const AudioRequest plain{.start = 0.3, .duration = 1};
    const AudioRequest other{.sample_rate = 16'000, .start = 0.3, .duration = 1, .mono = true};
    const auto expected = read_audio(folder / "a.flac", plain);
    const auto resampled = read_audio(folder / "a.flac", other);
    std::vector<std::thread> threads;
    for (int t = 0; t < 16; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 8; ++i) {
          if (read_audio(folder / "a.flac", plain).samples != expected.samples) ++wrong;
          if (read_audio(folder / "a.flac", other).samples != resampled.samples) ++wrong;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK_EQ(wrong, 0);
  }
}
