#include "setlist/formats/riff_header.hpp"

#include "setlist/formats/header_bytes.hpp"

#include <optional>

namespace setlist::formats {
namespace {

constexpr std::uint64_t kPcm = 1;
constexpr std::uint64_t kFloat = 3;
constexpr std::uint64_t kALaw = 6;
constexpr std::uint64_t kMuLaw = 7;
constexpr std::uint64_t kExtensible = 0xFFFE;
constexpr std::uint64_t kUnknownSize = 0xFFFFFFFF;

struct SampleLayout {
  std::uint64_t channels = 0;
  std::uint64_t sample_rate = 0;
  std::uint64_t frame_bytes = 0;
};

/// The encoding, also where an extensible header hides it in a GUID.
std::uint64_t encoding_of(const MediaFile& file, const HeaderBytes& body, std::uint64_t size) {
  const std::uint64_t tag = body.number(0, 2);
  if (tag != kExtensible) return tag;
  if (size < 40)
    throw file.fault("an extensible format chunk of " + std::to_string(size) +
                     " bytes, expected at least 40");
  const bool standard = body.number(26, 2) == 0 && body.number(28, 2) == 0 &&
                        body.number(30, 2) == 0x10 &&
                        body.text(32, 8) == std::string_view("\x80\0\0\xAA\0\x38\x9B\x71", 8);
  if (!standard) throw file.fault("an extensible sample format that is not known");
  return body.number(24, 2);
}

bool is_read(std::uint64_t encoding, std::uint64_t bits) {
  switch (encoding) {
    case kPcm:
      return bits == 8 || bits == 16 || bits == 24 || bits == 32;
    case kFloat:
      return bits == 32 || bits == 64;
    case kALaw:
    case kMuLaw:
      return bits == 8;
    default:
      return false;
  }
}

SampleLayout layout_of(const MediaFile& file, const Chunk& chunk, ByteOrder order) {
  const HeaderBytes body(file, chunk.body, order);
  if (chunk.size < 16 || body.size() < 16) {
    throw file.fault("a format chunk of " + std::to_string(chunk.size) +
                     " bytes, expected at least 16");
  }
  const SampleLayout layout{body.number(2, 2), body.number(4, 4), body.number(12, 2)};
  const std::uint64_t encoding = encoding_of(file, body, chunk.size);
  const std::uint64_t bits = body.number(14, 2);
  check_channels(file, layout.channels);
  check_sample_rate(file, static_cast<double>(layout.sample_rate));
  if (!is_read(encoding, bits)) {
    throw file.fault("format tag " + std::to_string(encoding) + " with " + std::to_string(bits) +
                     " bits, expected PCM of 8, 16, 24 or 32 bits, float of 32 or 64, A-law or "
                     "mu-law");
  }
  if (layout.frame_bytes != layout.channels * bits / 8) {
    throw file.fault("block align " + std::to_string(layout.frame_bytes) + ", expected " +
                     std::to_string(layout.channels * bits / 8));
  }
  return layout;
}

/// The 64-bit size of the sound, from the chunk that RF64 puts first.
std::uint64_t long_data_size(const MediaFile& file) {
  const HeaderBytes head(file, 12, ByteOrder::kLittle);
  if (head.size() < 36 || !head.starts_with("ds64")) {
    throw file.fault("RF64 without a ds64 chunk at its start");
  }
  return head.number(16, 8);
}

/// Bytes of sound. What was written to a pipe has no size: then the rest of the file is the sound.
std::uint64_t sound_bytes(const MediaFile& file, const Chunk& data, ByteOrder order) {
  const HeaderBytes start(file, 0, order);
  const bool is_long = start.starts_with("RF64");
  const std::uint64_t available = bytes_behind(file, data.body);
  if (data.size == kUnknownSize && !is_long) return available;
  // An empty recording states its own end; where even that is missing, the sizes were never filled
  // in, and libsndfile would read nothing without an error.
  if (data.size == 0 && available > 0 && start.number(4, 4) + 8 <= data.body && !is_long) {
    throw file.fault("the recorder never closed it: its header states no sound, and " +
                     std::to_string(available) + " bytes follow; repair the header");
  }
  const std::uint64_t claimed = data.size == kUnknownSize ? long_data_size(file) : data.size;
  check_not_truncated(file, available, claimed);
  return claimed;
}

}  // namespace

AudioHeader read_riff_header(const MediaFile& file) {
  const HeaderBytes start(file, 0, ByteOrder::kLittle);
  const ByteOrder order = start.starts_with("RIFX") ? ByteOrder::kBig : ByteOrder::kLittle;
  if (start.size() < 12 || start.text(8, 4) != "WAVE") throw file.fault("RIFF, but no wav file");
  ChunkWalk chunks(file, 12, order);
  std::optional<SampleLayout> layout;
  while (const auto chunk = chunks.next()) {
    if (chunk->id == "fmt ") {
      if (layout) throw file.fault("a second format chunk");
      layout = layout_of(file, *chunk, order);
    } else if (chunk->id == "data") {
      if (!layout) throw file.fault("no format chunk before the sound");
      const std::uint64_t bytes = sound_bytes(file, *chunk, order);
      return {"wav", static_cast<int>(layout->sample_rate), static_cast<int>(layout->channels),
              static_cast<std::int64_t>(bytes / layout->frame_bytes)};
    }
  }
  throw file.fault("recording is truncated: the file ends before any sound");
}

}  // namespace setlist::formats
