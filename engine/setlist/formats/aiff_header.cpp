#include "setlist/formats/aiff_header.hpp"

#include "setlist/base/text.hpp"
#include "setlist/formats/header_bytes.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace setlist::formats {
namespace {

struct Common {
  std::uint64_t channels = 0;
  std::uint64_t frames = 0;
  double sample_rate = 0;
  std::uint64_t sample_bytes = 0;
};

/// IEEE 754 extended: 15 bits of exponent, 64 of mantissa with its leading 1.
double extended(const HeaderBytes& body, std::size_t at) {
  const auto exponent = static_cast<int>(body.number(at, 2));
  if (exponent >= 0x7FFF) return -1;  // negative, infinite or not a number
  return std::ldexp(static_cast<double>(body.number(at + 2, 8)), exponent - 16383 - 63);
}

/// Bytes of one sample in an AIFF-C encoding, 0 when it is compressed or unknown.
std::uint64_t bytes_of(const std::string& encoding, std::uint64_t bits) {
  static constexpr std::array<std::pair<std::string_view, int>, 13> kFixed = {{
      {"fl32", 4},
      {"FL32", 4},
      {"fl64", 8},
      {"FL64", 8},
      {"in24", 3},
      {"42n1", 3},
      {"in32", 4},
      {"23n1", 4},
      {"alaw", 1},
      {"ALAW", 1},
      {"ulaw", 1},
      {"ULAW", 1},
      {"raw ", 1},
  }};
  for (const auto& [name, bytes] : kFixed) {
    if (encoding == name) return static_cast<std::uint64_t>(bytes);
  }
  if (encoding != "NONE" && encoding != "twos" && encoding != "sowt") return 0;
  return bits >= 1 && bits <= 32 ? (bits + 7) / 8 : 0;
}

Common common_of(const MediaFile& file, const Chunk& chunk, bool compressible) {
  const HeaderBytes body(file, chunk.body, ByteOrder::kBig);
  const std::uint64_t least = compressible ? 22 : 18;
  if (chunk.size < least || body.size() < least) {
    throw file.fault("a COMM chunk of " + std::to_string(chunk.size) +
                     " bytes, expected at least " + std::to_string(least));
  }
  const std::string encoding = compressible ? body.text(18, 4) : "NONE";
  const std::uint64_t bits = body.number(6, 2);
  const Common common{body.number(0, 2), body.number(2, 4), extended(body, 8),
                      bytes_of(encoding, bits)};
  check_channels(file, common.channels);
  check_sample_rate(file, common.sample_rate);
  if (common.sample_bytes == 0) {
    throw file.fault("encoding '" + base::printable(encoding) + "' with " + std::to_string(bits) +
                     " bits, expected uncompressed samples of 8 to 32 bits or float");
  }
  return common;
}

}  // namespace

AudioHeader read_aiff_header(const MediaFile& file) {
  const HeaderBytes start(file, 0, ByteOrder::kBig);
  const bool compressible = start.size() >= 12 && start.text(8, 4) == "AIFC";
  if (!compressible && (start.size() < 12 || start.text(8, 4) != "AIFF")) {
    throw file.fault("an IFF file, but no AIFF");
  }
  ChunkWalk chunks(file, 12, ByteOrder::kBig);
  std::optional<Common> common;
  std::optional<std::uint64_t> sound;
  while (const auto chunk = chunks.next()) {
    if (chunk->id == "COMM") {
      if (common) throw file.fault("a second COMM chunk");
      common = common_of(file, *chunk, compressible);
    } else if (chunk->id == "SSND") {
      if (sound) throw file.fault("a second SSND chunk");
      // Eight bytes of offset and block size stand before the samples.
      const std::uint64_t skipped =
          8 + HeaderBytes(file, chunk->body, ByteOrder::kBig).number(0, 4);
      sound = chunk->size > skipped ? chunk->size - skipped : 0;
      check_not_truncated(file, bytes_behind(file, chunk->body + skipped), *sound);
    }
  }
  if (!common) throw file.fault("recording is truncated: no COMM chunk");
  if (!sound && common->frames > 0) throw file.fault("recording is truncated: no SSND chunk");
  check_not_truncated(file, sound.value_or(0),
                      common->frames * common->channels * common->sample_bytes);
  return {"aiff", static_cast<int>(common->sample_rate), static_cast<int>(common->channels),
          static_cast<std::int64_t>(common->frames)};
}

}  // namespace setlist::formats
