#include "setlist/formats/midi_chunks.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <string_view>

#include <fmt/format.h>

namespace setlist::formats {
namespace {

constexpr std::size_t kChunkHeaderBytes = 8;
constexpr std::size_t kFileHeaderBytes = 6;

constexpr std::array<std::string_view, static_cast<std::size_t>(MidiOddity::kCount)> kWarnings = {
    "the file is wrapped in RIFF",
    "the file is of format 2; its tracks are read as of format 1",
    "a chunk that is no track was skipped",
    "bytes after the last track were left unread",
    "running status goes on after a meta or system exclusive event",
    "a system message stands in a track and was skipped",
    "a track has no end-of-track event",
    "events after an end-of-track event were left unread",
    "a tempo, time signature or key signature outside the first track was ignored",
    "a time signature that cannot be understood was ignored",
    "a key signature that cannot be understood was ignored",
    "there are too many beats to list",
};

std::uint32_t big_endian(const MidiBytes& bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8U | bytes.at(at + i);
  return value;
}

bool has_tag(const MidiBytes& bytes, std::size_t at, std::string_view tag) {
  if (bytes.all.size() - at < tag.size()) return false;
  for (std::size_t i = 0; i < tag.size(); ++i) {
    if (bytes.at(at + i) != static_cast<std::uint8_t>(tag[i])) return false;
  }
  return true;
}

/// The content of a chunk whose length has been read; it may not reach beyond `limit`.
MidiSpan content(const MidiBytes& bytes, std::size_t chunk, std::uint32_t length,
                 std::size_t limit) {
  const std::size_t begin = chunk + kChunkHeaderBytes;
  if (length > limit - begin) {
    bytes.fail(chunk, fmt::format("a chunk of {} bytes reaches beyond the end of the file, {} are "
                                  "there",
                                  length, limit - begin));
  }
  return {begin, begin + length};
}

/// RIFF counts in little endian and pads its chunks to an even length.
MidiSpan inside_riff(const MidiBytes& bytes) {
  const std::size_t size = bytes.all.size();
  std::size_t at = 12;
  while (size > at && size - at >= kChunkHeaderBytes) {
    std::uint32_t length = 0;
    for (std::size_t i = 4; i-- > 0;) length = length << 8U | bytes.at(at + 4 + i);
    const MidiSpan span = content(bytes, at, length, size);
    if (has_tag(bytes, at, "data")) return span;
    at = span.end + (length & 1U);
  }
  bytes.fail(at, "the RIFF file has no 'data' chunk with MIDI in it");
}

void check_division(const MidiBytes& bytes, std::size_t at, int division) {
  if (division > 0) return;
  const int frames = -(division >> 8);
  const int ticks = division & 0xff;
  const bool known = frames == 24 || frames == 25 || frames == 29 || frames == 30;
  if (division == 0 || !known || ticks == 0) {
    bytes.fail(at, fmt::format("the division {} is neither ticks a quarter (from 1) nor SMPTE at "
                               "24, 25, 29 or 30 frames a second",
                               division));
  }
}

/// Reads the header chunk; returns how many tracks it promises.
std::uint32_t read_header(const MidiBytes& bytes, MidiSpan header, MidiChunks& chunks) {
  if (header.end - header.begin < kFileHeaderBytes) {
    bytes.fail(header.begin, "the header is shorter than 6 bytes");
  }
  chunks.format = static_cast<int>(big_endian(bytes, header.begin, 2));
  if (chunks.format > 2) {
    bytes.fail(header.begin, fmt::format("the format {} is not 0, 1 or 2", chunks.format));
  }
  const std::uint32_t tracks = big_endian(bytes, header.begin + 2, 2);
  if (tracks == 0) bytes.fail(header.begin + 2, "the file has no tracks");
  chunks.division = static_cast<std::int16_t>(big_endian(bytes, header.begin + 4, 2));
  check_division(bytes, header.begin + 4, chunks.division);
  return tracks;
}

void find_tracks(const MidiBytes& bytes, MidiSpan file, std::uint32_t promised, MidiChunks& chunks,
                 MidiOddities& oddities) {
  std::size_t at = file.begin;
  while (chunks.tracks.size() < promised) {
    if (file.end - at < kChunkHeaderBytes) {
      bytes.fail(at, fmt::format("track {} is missing: the header promises {} tracks",
                                 chunks.tracks.size(), promised));
    }
    const MidiSpan span = content(bytes, at, big_endian(bytes, at + 4, 4), file.end);
    if (has_tag(bytes, at, "MTrk")) {
      chunks.tracks.push_back(span);
    } else {
      oddities.add(MidiOddity::kAlienChunk, at);
    }
    at = span.end;
  }
  if (at != file.end) oddities.add(MidiOddity::kTrailingBytes, at);
}

}  // namespace

void MidiBytes::fail(std::size_t byte, std::string_view what) const {
  throw base::FormatError(
      fmt::format("reading '{}': byte {}: {}", base::printable(name), byte, what),
      {.path = name, .url = {}, .pointer = {}});
}

void MidiBytes::fail_in_track(int track, std::size_t byte, std::string_view what) const {
  throw base::FormatError(
      fmt::format("reading '{}': track {}, byte {}: {}", base::printable(name), track, byte, what),
      {.path = name, .url = {}, .pointer = {}});
}

void MidiOddities::add(MidiOddity oddity, std::size_t byte) {
  auto& seen = m_seen[static_cast<std::size_t>(oddity)];
  if (seen.times++ == 0) seen.first_byte = byte;
}

std::vector<std::string> MidiOddities::warnings() const {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < m_seen.size(); ++i) {
    if (m_seen[i].times == 0) continue;
    lines.push_back(m_seen[i].times == 1
                        ? fmt::format("{} (byte {})", kWarnings[i], m_seen[i].first_byte)
                        : fmt::format("{} ({} times, first at byte {})", kWarnings[i],
                                      m_seen[i].times, m_seen[i].first_byte));
  }
  return lines;
}

MidiChunks read_midi_chunks(const MidiBytes& bytes, MidiOddities& oddities) {
  MidiSpan file{0, bytes.all.size()};
  if (has_tag(bytes, 0, "RIFF") && bytes.all.size() >= 12 && has_tag(bytes, 8, "RMID")) {
    file = inside_riff(bytes);
    oddities.add(MidiOddity::kRiff, 0);
  }
  if (file.end - file.begin < kChunkHeaderBytes || !has_tag(bytes, file.begin, "MThd")) {
    bytes.fail(file.begin, "this is no MIDI file: it does not begin with 'MThd'");
  }
  MidiChunks chunks;
  const MidiSpan header =
      content(bytes, file.begin, big_endian(bytes, file.begin + 4, 4), file.end);
  const std::uint32_t promised = read_header(bytes, header, chunks);
  if (chunks.format == 2) oddities.add(MidiOddity::kIndependentTracks, header.begin);
  find_tracks(bytes, {header.end, file.end}, promised, chunks, oddities);
  return chunks;
}

}  // namespace setlist::formats
