#include "setlist/formats/resampler.hpp"

#include "setlist/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include <soxr.h>

namespace setlist::formats {
namespace {

constexpr double kContextSeconds = 0.020;
/// The filter reaches this many frames of the slower rate; below 10 kHz that is more than 20 ms.
constexpr std::int64_t kContextFrames = 200;
/// soxr copies what it is given, so a whole recording goes in pieces.
constexpr std::int64_t kPieceFrames = 65536;

struct DeleteSoxr {
  void operator()(soxr_t handle) const { soxr_delete(handle); }
};
using UniqueSoxr = std::unique_ptr<soxr, DeleteSoxr>;

/// The clocks of both rates meet every `from` input and `to` output frames.
struct Ratio {
  Ratio(int from_rate, int to_rate)
      : from(from_rate / std::gcd(from_rate, to_rate)),
        to(to_rate / std::gcd(from_rate, to_rate)) {}
  std::int64_t from;
  std::int64_t to;
};

/// floor(frame * from / to) of a frame from 0 on; the product may not fit.
std::int64_t input_frame(std::int64_t output_frame, const Ratio& ratio) {
  const std::int64_t periods = output_frame / ratio.to;
  return periods * ratio.from + (output_frame - periods * ratio.to) * ratio.from / ratio.to;
}

void check_rates(int from, int to) {
  if (from > 0 && to > 0) return;
  throw base::UsageError("resampling from " + std::to_string(from) + " Hz to " +
                         std::to_string(to) + " Hz: expected rates above 0");
}

void check(soxr_error_t error) {
  if (error == nullptr) return;
  throw base::Error(base::ExitCode::kBug, std::string("resampling: ") + error);
}

// Without the precise clock, ratios such as 44056:44100 drift, and a slice late in a recording is
// off by 3e-4. Where the ratio is simple it changes no bit.
UniqueSoxr make_resampler(int from, int to, int channels) {
  const auto samples = soxr_io_spec(SOXR_FLOAT32_S, SOXR_FLOAT32_S);
  const auto quality = soxr_quality_spec(SOXR_HQ, SOXR_HI_PREC_CLOCK);
  const auto threads = soxr_runtime_spec(1);
  soxr_error_t error = nullptr;
  UniqueSoxr resampler(
      soxr_create(from, to, static_cast<unsigned>(channels), &error, &samples, &quality, &threads));
  check(error);
  return resampler;
}

/// Feeds `input` and hands out what comes, in order.
class Stream {
 public:
  Stream(const music::AudioBuffer& input, int to)
      : m_input(input), m_resampler(make_resampler(input.sample_rate, to, input.channels)) {}

  /// The next frames.count() of the output, into `out` from frames.start on.
  void take(music::AudioBuffer& out, music::FrameSpan frames) {
    while (frames.start < frames.stop) {
      std::vector<soxr_cbuf_t> from;
      std::vector<soxr_buf_t> to;
      for (int c = 0; c < m_input.channels; ++c) {
        from.push_back(m_input.channel(c).data() + m_fed);
        to.push_back(out.channel(c).data() + frames.start);
      }
      const std::int64_t piece = std::min(kPieceFrames, m_input.frames - m_fed);
      std::size_t used = 0;
      std::size_t made = 0;
      check(soxr_process(m_resampler.get(), piece > 0 ? from.data() : nullptr,
                         static_cast<std::size_t>(piece), &used, to.data(),
                         static_cast<std::size_t>(frames.count()), &made));
      if (used == 0 && made == 0) {
        throw base::Error(base::ExitCode::kBug, "resampling: fewer frames came out than expected");
      }
      m_fed += static_cast<std::int64_t>(used);
      frames.start += static_cast<std::int64_t>(made);
    }
  }

 private:
  const music::AudioBuffer& m_input;
  UniqueSoxr m_resampler;
  std::int64_t m_fed = 0;
};

music::AudioBuffer silence(int rate, int channels, std::int64_t frames) {
  return {rate, channels, frames, std::vector<float>(static_cast<std::size_t>(channels * frames))};
}

}  // namespace

std::int64_t resampled_frames(std::int64_t frames, int from, int to) {
  check_rates(from, to);
  const std::int64_t seconds = frames / from;
  return seconds * to + (2 * (frames % from) * to + from) / (2 * static_cast<std::int64_t>(from));
}

// Never from before 0: the first frames of soxr are not those of a silent past (they differ by up
// to 0.02 in noise), and the whole starts at 0. Such a start fades within the context elsewhere.
music::FrameSpan input_span(music::FrameSpan wanted, int from, int to) {
  check_rates(from, to);
  const Ratio ratio(from, to);
  const std::int64_t context =
      std::max(static_cast<std::int64_t>(std::ceil(from * kContextSeconds)),
               kContextFrames * (1 + (from - 1) / to));
  const std::int64_t first = std::max<std::int64_t>(0, wanted.start);
  const std::int64_t stop = std::max(first, wanted.stop);
  const std::int64_t meeting =
      std::max<std::int64_t>(0, input_frame(first, ratio) - context) / ratio.from * ratio.from;
  return {meeting, input_frame(stop, ratio) + 1 + context};
}

music::AudioBuffer resample(const music::AudioBuffer& input, music::FrameSpan wanted, int to) {
  const music::FrameSpan span = input_span(wanted, input.sample_rate, to);
  if (input.frames != span.count()) {
    throw base::UsageError("resampling: " + std::to_string(input.frames) +
                           " frames given, expected the " + std::to_string(span.count()) +
                           " of input_span");
  }
  auto output = silence(to, input.channels, std::max<std::int64_t>(0, wanted.count()));
  const std::int64_t first = std::max<std::int64_t>(0, wanted.start);
  if (input.channels == 0 || first >= wanted.stop) return output;
  const Ratio ratio(input.sample_rate, to);
  Stream stream(input, to);
  constexpr std::int64_t kScratchFrames = 4096;
  auto scratch = silence(to, input.channels, kScratchFrames);
  std::int64_t skipped = first - span.start / ratio.from * ratio.to;
  for (; skipped > 0; skipped -= kScratchFrames) {
    stream.take(scratch, {0, std::min(skipped, kScratchFrames)});
  }
  stream.take(output, {first - wanted.start, wanted.count()});
  return output;
}

}  // namespace setlist::formats
