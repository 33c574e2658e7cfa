#include "setlist/formats/sndfile_decoder.hpp"

#include "setlist/formats/audio_header.hpp"
#include "setlist/formats/media_file.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include <sndfile.h>

namespace setlist::formats {
namespace {

constexpr std::int64_t kBlockFrames = 4096;
/// More samples a byte than this is silence or a header that lies.
constexpr std::int64_t kCredibleSamplesPerByte = 64;

struct CloseSndfile {
  void operator()(SNDFILE* handle) const { sf_close(handle); }
};
using UniqueSndfile = std::unique_ptr<SNDFILE, CloseSndfile>;

/// What libsndfile reads from. An exception must not cross its C frames, so it waits here.
struct ByteSource {
  const MediaFile* file = nullptr;
  sf_count_t position = 0;
  std::exception_ptr failure;
};

sf_count_t length_of(void* user) {
  return static_cast<sf_count_t>(static_cast<ByteSource*>(user)->file->size());
}

sf_count_t seek_to(sf_count_t offset, int whence, void* user) {
  auto& source = *static_cast<ByteSource*>(user);
  sf_count_t base = 0;
  if (whence == SEEK_CUR) base = source.position;
  if (whence == SEEK_END) base = length_of(user);
  sf_count_t wanted = 0;
  if (__builtin_add_overflow(base, offset, &wanted) || wanted < 0) return -1;
  return source.position = wanted;
}

sf_count_t read_bytes(void* out, sf_count_t count, void* user) {
  auto& source = *static_cast<ByteSource*>(user);
  if (count <= 0 || source.failure) return 0;
  try {
    const auto done =
        source.file->read_at(static_cast<std::uint64_t>(source.position),
                             {static_cast<unsigned char*>(out), static_cast<std::size_t>(count)});
    source.position += static_cast<sf_count_t>(done);
    return static_cast<sf_count_t>(done);
  } catch (...) {
    source.failure = std::current_exception();
    return 0;
  }
}

sf_count_t write_nothing(const void*, sf_count_t, void*) { return 0; }

sf_count_t tell(void* user) { return static_cast<ByteSource*>(user)->position; }

bool is_exact(int format) {
  switch (format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
    case SF_FORMAT_PCM_16:
    case SF_FORMAT_PCM_24:
    case SF_FORMAT_PCM_32:
    case SF_FORMAT_FLOAT:
    case SF_FORMAT_DOUBLE:
    case SF_FORMAT_ULAW:
    case SF_FORMAT_ALAW:
      return true;
    default:
      return false;
  }
}

/// Interleaved frames into planar channels; nothing, or the first frame that is not finite.
std::optional<std::int64_t> store(const std::vector<float>& block, std::int64_t frames,
                                  int channels, music::AudioBuffer& out, std::int64_t at) {
  const auto width = static_cast<std::size_t>(channels);
  const auto count = static_cast<std::size_t>(frames);
  for (std::size_t i = 0; i < count * width; ++i) {
    if (!std::isfinite(block[i])) return static_cast<std::int64_t>(i / width);
  }
  const auto first = static_cast<std::size_t>(at);
  if (out.channels == 1 && channels > 1) {
    const auto mean = out.channel(0).subspan(first, count);
    for (std::size_t i = 0; i < count; ++i) {
      double sum = 0;
      for (std::size_t c = 0; c < width; ++c) sum += static_cast<double>(block[i * width + c]);
      mean[i] = static_cast<float>(sum / channels);
    }
    return std::nullopt;
  }
  for (int c = 0; c < channels; ++c) {
    const auto channel = out.channel(c).subspan(first, count);
    for (std::size_t i = 0; i < count; ++i)
      channel[i] = block[i * width + static_cast<std::size_t>(c)];
  }
  return std::nullopt;
}

}  // namespace

struct SndfileDecoder::State {
  explicit State(const std::filesystem::path& path) : file(path) {
    const AudioHeader header = read_audio_header(file);
    open();
    if (sound.channels != header.channels || std::abs(sound.samplerate - header.sample_rate) > 1 ||
        (header.frames && sound.frames < *header.frames) || !is_exact(sound.format)) {
      throw file.fault("its header contradicts itself");
    }
    info = {header.format, sound.samplerate, sound.channels, header.frames.value_or(0)};
    length_stated = header.frames.has_value();
    if (!length_stated) info.frames = count_frames();
  }

  /// Opens, or opens again at the first frame.
  void open() {
    handle.reset();
    source = {&file, 0, nullptr};
    sound = {};
    SF_VIRTUAL_IO callbacks{length_of, seek_to, read_bytes, write_nothing, tell};
    handle.reset(sf_open_virtual(&callbacks, SFM_READ, &sound, &source));
    if (source.failure) std::rethrow_exception(source.failure);
    // The reason is in a global of libsndfile that other threads may be writing.
    if (!handle) throw file.fault("its header is damaged, or its encoding is not read");
    position = 0;
  }

  /// The next frames; fewer than `frames` at the end, or where the decoder reports an error.
  std::int64_t read(std::vector<float>& block, std::int64_t frames) {
    const std::int64_t got = sf_readf_float(handle.get(), block.data(), frames);
    if (source.failure) std::rethrow_exception(source.failure);
    failed = sf_error(handle.get()) != SF_ERR_NO_ERROR;
    position += got;
    return got;
  }

  [[nodiscard]] base::FormatError lost_sync(std::int64_t after) const {
    const std::string of = length_stated ? " of " + std::to_string(info.frames) : "";
    return file.fault("decoder lost sync after " + std::to_string(after) + of + " frames");
  }

  /// By decoding all of it. Afterwards the decoder stands at the first frame again.
  std::int64_t count_frames() {
    std::vector<float> block(static_cast<std::size_t>(kBlockFrames * sound.channels));
    std::int64_t count = 0;
    for (std::int64_t got = 1; got > 0; count += got) {
      got = read(block, kBlockFrames);
      if (failed) throw lost_sync(count);
    }
    open();
    return count;
  }

  /// A stream without its length cannot be searched, only read through.
  void seek(std::int64_t frame, std::vector<float>& block) {
    if (frame == position) return;
    if (length_stated) {
      const std::int64_t reached = sf_seek(handle.get(), frame, SEEK_SET);
      if (source.failure) std::rethrow_exception(source.failure);
      if (reached != frame || sf_error(handle.get()) != SF_ERR_NO_ERROR) {
        throw file.fault("the decoder cannot reach frame " + std::to_string(frame) + " of " +
                         std::to_string(info.frames) + "; the file is damaged");
      }
      position = frame;
      return;
    }
    if (frame < position) open();
    while (position < frame) {
      if (read(block, std::min(kBlockFrames, frame - position)) == 0 || failed) {
        throw lost_sync(position);
      }
    }
  }

  MediaFile file;
  ByteSource source;
  UniqueSndfile handle;
  SF_INFO sound{};
  AudioInfo info;
  bool length_stated = true;
  bool failed = false;
  std::int64_t position = 0;  ///< the frame that `read` decodes next
};

SndfileDecoder::SndfileDecoder(const std::filesystem::path& path)
    : m_state(std::make_unique<State>(path)) {}

SndfileDecoder::~SndfileDecoder() = default;

const AudioInfo& SndfileDecoder::info() const { return m_state->info; }

void SndfileDecoder::confirm_length() {
  State& state = *m_state;
  const auto bytes = static_cast<std::int64_t>(state.file.size());
  if (state.info.frames / kCredibleSamplesPerByte * state.info.channels <= bytes) return;
  const std::int64_t count = state.count_frames();
  if (count != state.info.frames) throw state.lost_sync(count);
}

void SndfileDecoder::decode(music::FrameSpan span, music::AudioBuffer& out, std::int64_t at) {
  State& state = *m_state;
  std::vector<float> block(static_cast<std::size_t>(kBlockFrames * state.info.channels));
  state.seek(span.start, block);
  for (std::int64_t frame = span.start; frame < span.stop;) {
    const std::int64_t wanted = std::min(kBlockFrames, span.stop - frame);
    const std::int64_t got = state.read(block, wanted);
    if (got < wanted) throw state.lost_sync(frame + got);
    if (state.failed) throw state.lost_sync(frame);
    if (const auto bad = store(block, got, state.info.channels, out, at + frame - span.start)) {
      throw state.file.fault("samples that are not finite, first at frame " +
                             std::to_string(frame + *bad));
    }
    frame += got;
  }
}

}  // namespace setlist::formats
