#include "setlist/formats/midi_events.hpp"

#include <fmt/format.h>

namespace setlist::formats {
namespace {

/// As pretty_midi: a file with a later tick is taken for damaged.
constexpr std::int64_t kTickLimit = 10'000'000;

constexpr std::uint8_t kEndOfTrack = 0x2f;
constexpr std::uint8_t kSystemExclusive = 0xf0;
constexpr std::uint8_t kSystemExclusiveContinued = 0xf7;

bool has_one_data_byte(std::uint8_t status) {
  const int kind = status & 0xf0;
  return kind == 0xc0 || kind == 0xd0;
}

}  // namespace

void MidiTrackReader::fail(std::size_t byte, std::string_view what) const {
  m_bytes.fail_in_track(m_track, byte, what);
}

void MidiTrackReader::fail_at_end() const { fail(m_at, "the track ends inside an event"); }

void MidiTrackReader::fail_at_data_byte() const {
  fail(m_at - 1, fmt::format("the data byte {} is not in 0..127", m_bytes.at(m_at - 1)));
}

void MidiTrackReader::fail_at_tick(std::size_t byte) const {
  fail(byte, fmt::format("the tick {} is {} or more, so the file is taken for damaged", m_tick,
                         kTickLimit));
}

std::uint32_t MidiTrackReader::read_longer_number(std::uint8_t byte) {
  std::uint32_t value = byte & 0x7fU;
  for (int bytes = 1; byte > 127; ++bytes) {
    if (bytes == 4) fail(m_at, "a variable-length number is longer than 4 bytes");
    byte = read_byte();
    value = value << 7U | (byte & 0x7fU);
  }
  return value;
}

std::span<const std::byte> MidiTrackReader::read_payload() {
  const std::size_t begin = m_at;
  const std::uint32_t length = read_variable_number();
  if (length > m_end - m_at) {
    fail(begin, fmt::format("an event of {} bytes reaches beyond the end of the track", length));
  }
  m_at += length;
  return m_bytes.all.subspan(m_at - length, length);
}

void MidiTrackReader::resume_running_status(MidiEvent& event) {
  event.first = event.status;
  event.status = m_running_status;
  if (m_running_status == 0) {
    fail(m_at - 1, fmt::format("the byte {} stands where an event begins, and no running status "
                               "came before",
                               event.first));
  }
  if (m_interrupted) m_oddities.add(MidiOddity::kRunningStatus, event.byte);
}

void MidiTrackReader::read_channel_event(MidiEvent& event) {
  if (event.status < 0x80) {
    resume_running_status(event);
  } else {
    m_running_status = event.status;
    event.first = read_data_byte();
  }
  m_interrupted = false;
  event.second = has_one_data_byte(event.status) ? std::uint8_t{0} : read_data_byte();
}

void MidiTrackReader::skip_system_message(std::uint8_t status) {
  if (status == kSystemExclusive || status == kSystemExclusiveContinued) {
    static_cast<void>(read_payload());
    return;
  }
  m_oddities.add(MidiOddity::kSystemMessage, m_at - 1);
  switch (status) {
    case 0xf2:
      read_data_byte();
      [[fallthrough]];
    case 0xf1:
    case 0xf3:
      read_data_byte();
      return;
    case 0xf4:
    case 0xf5:
    case 0xf9:
    case 0xfd:
      fail(m_at - 1, fmt::format("the status byte {} is not defined", status));
    default:
      return;
  }
}

bool MidiTrackReader::next(MidiEvent& event) {
  while (m_at != m_end) {
    event.byte = m_at;
    m_tick += read_variable_number();
    if (m_tick >= kTickLimit) fail_at_tick(event.byte);
    event.tick = m_tick;
    event.status = read_byte();
    if (event.status < 0xf0) {
      read_channel_event(event);
      return true;
    }
    m_interrupted = true;
    if (event.status == MidiEvent::kMeta) {
      event.first = read_byte();
      event.payload = read_payload();
      if (event.first != kEndOfTrack) return true;
      if (m_at != m_end) m_oddities.add(MidiOddity::kAfterEndOfTrack, m_at);
      return false;
    }
    skip_system_message(event.status);
  }
  m_oddities.add(MidiOddity::kNoEndOfTrack, m_at);
  return false;
}

}  // namespace setlist::formats
