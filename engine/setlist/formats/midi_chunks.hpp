#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::formats {

/// The bytes of a MIDI file and the name it has in messages.
struct MidiBytes {
  std::span<const std::byte> all;
  const std::string& name;

  [[nodiscard]] std::uint8_t at(std::size_t byte) const {
    return std::to_integer<std::uint8_t>(all[byte]);
  }
  /// A FormatError at a byte of the file's header or between its chunks.
  [[noreturn]] void fail(std::size_t byte, std::string_view what) const;
  /// A FormatError at a byte of a track, counted from 0.
  [[noreturn]] void fail_in_track(int track, std::size_t byte, std::string_view what) const;
};

/// What real files do, the standard does not allow, and this reader tolerates.
enum class MidiOddity : std::size_t {
  kRiff,
  kIndependentTracks,
  kAlienChunk,
  kTrailingBytes,
  kRunningStatus,
  kSystemMessage,
  kNoEndOfTrack,
  kAfterEndOfTrack,
  kNotInFirstTrack,
  kTimeSignature,
  kKeySignature,
  kTooManyBeats,
  kCount
};

/// Counts oddities: a file of a million of one kind still gives one warning.
class MidiOddities {
 public:
  void add(MidiOddity oddity, std::size_t byte);
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  struct Seen {
    std::int64_t times = 0;
    std::size_t first_byte = 0;
  };
  std::array<Seen, static_cast<std::size_t>(MidiOddity::kCount)> m_seen{};
};

/// Where a chunk's content lies in the file: [begin, end).
struct MidiSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The container of a MIDI file: what its header says, and where its tracks are.
struct MidiChunks {
  int format = 1;
  int division = 480;  ///< ticks a quarter, never 0; negative for SMPTE, as in the file
  std::vector<MidiSpan> tracks;
};

[[nodiscard]] MidiChunks read_midi_chunks(const MidiBytes& bytes, MidiOddities& oddities);

}  // namespace setlist::formats
