#pragma once

#include "setlist/formats/midi_chunks.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace setlist::formats {

/// One event of a track, as it stands in the file. Valid while the file's bytes are.
struct MidiEvent {
  static constexpr std::uint8_t kMeta = 0xff;

  std::int64_t tick = 0;               ///< from the track's beginning
  std::size_t byte = 0;                ///< where it begins in the file
  std::uint8_t status = 0;             ///< 0x80..0xef with the channel in its low half, or kMeta
  std::uint8_t first = 0;              ///< a data byte, 0..127; the type of a meta event
  std::uint8_t second = 0;             ///< a data byte, 0..127
  std::span<const std::byte> payload;  ///< of a meta event

  [[nodiscard]] int kind() const { return status & 0xf0; }
  [[nodiscard]] int channel() const { return status & 0x0f; }
};

/// Reads the events of one track front to back in a single pass.
class MidiTrackReader {
 public:
  MidiTrackReader(const MidiBytes& bytes, MidiSpan span, int track, MidiOddities& oddities)
      : m_bytes(bytes), m_track(track), m_at(span.begin), m_end(span.end), m_oddities(oddities) {}

  /// The next channel or meta event; system messages are passed over. False at the track's end.
  [[nodiscard]] bool next(MidiEvent& event);

 private:
  // Apart from the functions that read, so that those are small enough to be inlined.
  [[noreturn]] void fail(std::size_t byte, std::string_view what) const;
  [[noreturn]] void fail_at_end() const;
  [[noreturn]] void fail_at_data_byte() const;
  [[noreturn]] void fail_at_tick(std::size_t byte) const;

  std::uint8_t read_byte() {
    if (m_at == m_end) fail_at_end();
    return m_bytes.at(m_at++);
  }
  std::uint8_t read_data_byte() {
    const std::uint8_t value = read_byte();
    if (value > 127) fail_at_data_byte();
    return value;
  }
  std::uint32_t read_variable_number() {
    const std::uint8_t byte = read_byte();
    return byte < 0x80 ? byte : read_longer_number(byte);
  }
  std::uint32_t read_longer_number(std::uint8_t byte);
  std::span<const std::byte> read_payload();
  void resume_running_status(MidiEvent& event);
  void read_channel_event(MidiEvent& event);
  void skip_system_message(std::uint8_t status);

  const MidiBytes& m_bytes;
  int m_track;
  std::size_t m_at;
  std::size_t m_end;
  MidiOddities& m_oddities;
  std::int64_t m_tick = 0;
  std::uint8_t m_running_status = 0;
  bool m_interrupted = false;  ///< a meta or system event came after the running status
};

}  // namespace setlist::formats
