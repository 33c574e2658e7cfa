#include "setlist/formats/audio_file.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/formats/audio_header.hpp"
#include "setlist/formats/resampler.hpp"
#include "setlist/formats/sndfile_decoder.hpp"
#include "setlist/music/time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace setlist::formats {
namespace {

/// Frames are still counted exactly so far away, and a window so long is a slip of the pen.
constexpr double kMaxStartSeconds = 1e9;
constexpr double kMaxDurationSeconds = 1e6;

std::string shown(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

void check_seconds(const char* name, double value, double least, double most) {
  if (value >= least && value <= most) return;  // false for what is not a number
  throw base::UsageError(std::string("reading audio: ") + name + " is " + shown(value) +
                         ", expected " + shown(least) + ".." + shown(most) + " seconds");
}

void check_request(const AudioRequest& request) {
  check_seconds("start", request.start, -kMaxStartSeconds, kMaxStartSeconds);
  if (request.duration) check_seconds("duration", *request.duration, 0, kMaxDurationSeconds);
  const int rate = request.sample_rate.value_or(kMinSampleRate);
  if (rate >= kMinSampleRate && rate <= kMaxSampleRate) return;
  throw base::UsageError("reading audio: sample_rate is " + std::to_string(rate) + ", expected " +
                         std::to_string(kMinSampleRate) + ".." + std::to_string(kMaxSampleRate) +
                         " Hz");
}

music::AudioBuffer silence(int rate, int channels, std::int64_t frames) {
  return {rate, channels, frames, std::vector<float>(static_cast<std::size_t>(channels * frames))};
}

/// The part of `span` that lies in a recording of so many frames.
music::FrameSpan inside(music::FrameSpan span, std::int64_t frames) {
  const std::int64_t start = std::clamp<std::int64_t>(span.start, 0, frames);
  return {start, std::clamp<std::int64_t>(span.stop, start, frames)};
}

/// `span` at the file's own rate; silence outside the recording.
music::AudioBuffer decode_padded(SndfileDecoder& decoder, music::FrameSpan span, bool mono) {
  const AudioInfo& info = decoder.info();
  auto audio = silence(info.sample_rate, mono ? 1 : info.channels, span.count());
  const auto sounding = inside(span, info.frames);
  if (sounding.count() > 0) decoder.decode(sounding, audio, sounding.start - span.start);
  return audio;
}

/// As above at another rate. The whole, resampled, starts at 0 and ends with the recording: where
/// the filter would ring before and behind it there is silence.
music::AudioBuffer decode_resampled(SndfileDecoder& decoder, music::FrameSpan span, int rate,
                                    const std::filesystem::path& path, bool mono) {
  const AudioInfo& info = decoder.info();
  const auto sounding = inside(span, resampled_frames(info.frames, info.sample_rate, rate));
  if (sounding.count() == 0) return silence(rate, mono ? 1 : info.channels, span.count());
  const auto needed = input_span(sounding, info.sample_rate, rate);
  auto part = resample(decode_padded(decoder, needed, mono), sounding, rate);
  // Samples near the limit of float are finite, sums of them are not.
  if (!std::ranges::all_of(part.samples, [](float x) { return std::isfinite(x); })) {
    throw base::FormatError(
        "reading '" + base::printable(path.string()) + "': samples too large to be resampled",
        {.path = path.string(), .url = {}, .pointer = {}});
  }
  if (part.frames == span.count()) return part;
  auto audio = silence(rate, part.channels, span.count());
  for (int c = 0; c < part.channels; ++c) {
    std::ranges::copy(part.channel(c), audio.channel(c).begin() + (sounding.start - span.start));
  }
  return audio;
}

}  // namespace

AudioInfo audio_info(const std::filesystem::path& path) {
  SndfileDecoder decoder(path);
  decoder.confirm_length();
  return decoder.info();
}

music::AudioBuffer read_audio(const std::filesystem::path& path, const AudioRequest& request) {
  check_request(request);
  SndfileDecoder decoder(path);
  if (!request.duration) decoder.confirm_length();
  const AudioInfo& info = decoder.info();
  const int rate = request.sample_rate.value_or(info.sample_rate);
  auto span = music::frame_span(request.start, request.duration.value_or(0), rate);
  if (!request.duration) {
    span.stop = std::max(span.start, resampled_frames(info.frames, info.sample_rate, rate));
  }
  if (rate == info.sample_rate) return decode_padded(decoder, span, request.mono);
  return decode_resampled(decoder, span, rate, path, request.mono);
}

}  // namespace setlist::formats
