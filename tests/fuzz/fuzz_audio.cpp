#include "setlist/base/error.hpp"
#include "setlist/formats/audio_file.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

namespace {

using setlist::formats::AudioRequest;

/// Whatever the bytes are: an error of ours, or finite samples of the shape that was asked for.
void read_window(const std::string& path, const AudioRequest& request, std::int64_t frames) {
  const auto audio = setlist::formats::read_audio(path, request);
  if (audio.frames != frames && frames >= 0) std::abort();
  if (audio.samples.size() != static_cast<std::size_t>(audio.frames * audio.channels)) std::abort();
  for (const float sample : audio.samples) {
    if (!std::isfinite(sample)) std::abort();
  }
}

template <typename Call>
void tried(Call call) {
  try {
    call();
  } catch (const setlist::base::Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const int descriptor = ::memfd_create("audio", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
  if (descriptor < 0 || ::ftruncate(descriptor, 0) != 0) std::abort();
  if (::pwrite(descriptor, data, size, 0) != static_cast<ssize_t>(size)) std::abort();
  tried([] {
    const auto info = setlist::formats::audio_info(path);
    if (info.frames < 0 || info.channels < 1 || info.channels > 64) std::abort();
    if (info.sample_rate < 1000 || info.sample_rate > 768'000) std::abort();
  });
  tried([] { read_window(path, {.start = 0, .duration = 0.05}, -1); });
  tried([] {
    read_window(path, {.sample_rate = 16'000, .start = -0.01, .duration = 0.05, .mono = true}, 800);
  });
  tried([] { read_window(path, {.sample_rate = 48'000, .start = 0.03, .duration = 0.02}, 960); });
  return 0;
}
