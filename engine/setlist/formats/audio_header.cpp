#include "setlist/formats/audio_header.hpp"

#include "setlist/formats/aiff_header.hpp"
#include "setlist/formats/header_bytes.hpp"
#include "setlist/formats/riff_header.hpp"

#include <string_view>

namespace setlist::formats {
namespace {

constexpr std::string_view kRead = "wav, aiff, au and flac are read: convert it to one of them";

std::string ogg_codec(const HeaderBytes& start) {
  // One page header with one segment, then the first packet of the codec.
  if (start.text(28, 8) == "OpusHead") return "Ogg Opus";
  if (start.text(28, 7) == "\x01vorbis") return "Ogg Vorbis";
  if (start.text(28, 5) ==
      "\x7F"
      "FLAC")
    return "FLAC inside Ogg";
  return "an Ogg stream";
}

/// What stands behind an ID3v2 tag, whose size is written in 7 bits a byte.
std::string tagged_kind(const MediaFile& file, const HeaderBytes& start) {
  std::uint64_t size = 0;
  for (std::size_t i = 6; i < 10; ++i) size = size << 7U | (start.number(i, 1) & 0x7FU);
  const HeaderBytes behind(file, 10 + size, ByteOrder::kBig);
  return behind.starts_with("fLaC") ? "FLAC behind an ID3 tag" : "mp3 (it starts with an ID3 tag)";
}

/// The name of a format that is recognised but not read, or empty.
std::string refused_kind(const MediaFile& file, const HeaderBytes& start) {
  if (start.starts_with("OggS")) return ogg_codec(start);
  if (start.starts_with("ID3")) return tagged_kind(file, start);
  if (start.size() >= 8 && start.text(4, 4) == "ftyp") return "MP4 or M4A";
  const std::uint64_t sync = start.number(0, 2);
  if (start.size() < 2 || sync < 0xFFE0) return {};
  return (sync & 0x0006U) != 0 ? "mp3 (MPEG audio)" : "AAC";
}

AudioHeader read_flac_header(const MediaFile& file, const HeaderBytes& start) {
  if (start.size() < 42 || (start.number(4, 1) & 0x7FU) != 0 || start.number(5, 3) != 34) {
    throw file.fault("FLAC without its stream information; it is damaged or truncated");
  }
  const std::uint64_t packed = start.number(18, 8);  // rate 20 bits, channels 3, bits 5, frames 36
  AudioHeader header{
      "flac", static_cast<int>(packed >> 44U), static_cast<int>((packed >> 41U) & 7U) + 1, {}};
  check_sample_rate(file, header.sample_rate);
  const auto frames = static_cast<std::int64_t>(packed & 0xFFFFFFFFFU);
  // A block holds at most 65536 frames and takes at least 10 bytes.
  if (const auto most = static_cast<std::int64_t>(file.size() / 10 + 1) * 65536; frames > most) {
    throw file.fault("recording is truncated: it states " + std::to_string(frames) +
                     " frames, and " + std::to_string(file.size()) + " bytes cannot hold them");
  }
  if (frames > 0) header.frames = frames;
  return header;
}

std::uint64_t au_sample_bytes(std::uint64_t encoding) {
  switch (encoding) {
    case 1:
      return 1;  // mu-law
    case 2:
      return 1;
    case 3:
      return 2;
    case 4:
      return 3;
    case 5:
      return 4;
    case 6:
      return 4;  // float
    case 7:
      return 8;  // double
    case 27:
      return 1;  // A-law
    default:
      return 0;
  }
}

AudioHeader read_au_header(const MediaFile& file, ByteOrder order) {
  const HeaderBytes start(file, 0, order);
  if (start.size() < 24) throw file.fault("recording is truncated: its header is not complete");
  const std::uint64_t offset = start.number(4, 4);
  const std::uint64_t claimed = start.number(8, 4);
  const std::uint64_t sample_bytes = au_sample_bytes(start.number(12, 4));
  const std::uint64_t channels = start.number(20, 4);
  if (offset < 24) throw file.fault("sound at byte " + std::to_string(offset) + " of an au file");
  check_channels(file, channels);
  check_sample_rate(file, static_cast<double>(start.number(16, 4)));
  if (sample_bytes == 0) {
    throw file.fault("au encoding " + std::to_string(start.number(12, 4)) +
                     ", expected PCM, float, A-law or mu-law");
  }
  const std::uint64_t available = bytes_behind(file, offset);
  const bool streamed = claimed == 0xFFFFFFFF;
  if (!streamed) check_not_truncated(file, available, claimed);
  return {"au", static_cast<int>(start.number(16, 4)), static_cast<int>(channels),
          static_cast<std::int64_t>((streamed ? available : claimed) / (sample_bytes * channels))};
}

}  // namespace

AudioHeader read_audio_header(const MediaFile& file) {
  const HeaderBytes start(file, 0, ByteOrder::kBig);
  if (start.starts_with("RIFF") || start.starts_with("RIFX") || start.starts_with("RF64")) {
    return read_riff_header(file);
  }
  if (start.starts_with("FORM")) return read_aiff_header(file);
  if (start.starts_with("fLaC")) return read_flac_header(file, start);
  if (start.starts_with(".snd")) return read_au_header(file, ByteOrder::kBig);
  if (start.starts_with("dns.")) return read_au_header(file, ByteOrder::kLittle);
  if (start.size() == 0) throw file.fault("the file is empty");
  const std::string kind = refused_kind(file, start);
  if (kind.empty()) throw file.fault("not an audio file; " + std::string(kRead));
  throw file.fault("it is " + kind + "; only " + std::string(kRead));
}

}  // namespace setlist::formats
