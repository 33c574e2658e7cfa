#include "setlist/formats/midi_file.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/text.hpp"
#include "setlist/formats/midi_beats.hpp"
#include "setlist/formats/midi_chunks.hpp"
#include "setlist/formats/midi_clock.hpp"
#include "setlist/formats/midi_events.hpp"
#include "setlist/formats/midi_pairing.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace setlist::formats {
namespace {

constexpr std::uint64_t kFileBytesLimit = 64ULL << 20U;
constexpr double kLongest = 24 * 3600.0;  // seconds
constexpr std::int64_t kNoteLimit = 1'000'000;
constexpr std::size_t kInstrumentLimit = 32'767;  // Note::source has 16 bits
constexpr std::size_t kPedalLimit = 4'000'000;    // shared pedals multiply: 128 programs a channel
constexpr int kDrumChannel = 9;

// The upper half of a channel event's status.
constexpr int kNoteOff = 0x80;
constexpr int kNoteOn = 0x90;
constexpr int kControl = 0xb0;
constexpr int kProgram = 0xc0;
constexpr int kBend = 0xe0;

// Types of meta events.
constexpr int kText = 0x01;
constexpr int kTrackName = 0x03;
constexpr int kLyrics = 0x05;
constexpr int kTempo = 0x51;
constexpr int kTimeSignature = 0x58;
constexpr int kKeySignature = 0x59;

constexpr int kNoController = -1;

/// Names are Latin-1 by the standard, UTF-8 in practice: what is valid UTF-8 is taken as such.
std::string decoded(std::span<const std::byte> payload) {
  std::string text;
  for (const std::byte byte : payload) text += std::to_integer<char>(byte);
  if (base::composed(text)) return text;
  std::string recoded;
  for (const std::byte byte : payload) {
    const auto code = std::to_integer<unsigned>(byte);
    if (code < 0x80) {
      recoded += static_cast<char>(code);
    } else {
      recoded += static_cast<char>(0xc0U | code >> 6U);
      recoded += static_cast<char>(0x80U | (code & 0x3fU));
    }
  }
  return recoded;
}

int byte_of(std::span<const std::byte> payload, std::size_t index) {
  return std::to_integer<int>(payload[index]);
}

std::optional<TimeSignature> time_signature(double time, std::span<const std::byte> payload) {
  if (payload.size() < 2) return std::nullopt;
  const int numerator = byte_of(payload, 0);
  const int exponent = byte_of(payload, 1);
  if (numerator == 0 || exponent > 30) return std::nullopt;
  return TimeSignature{time, numerator, 1 << exponent};
}

std::optional<KeySignature> key_signature(double time, std::span<const std::byte> payload) {
  if (payload.size() < 2) return std::nullopt;
  const int sharps = static_cast<std::int8_t>(byte_of(payload, 0));
  const int mode = byte_of(payload, 1);
  if (sharps < -7 || sharps > 7 || mode > 1) return std::nullopt;
  return KeySignature{time, sharps, mode == 1};
}

/// Builds a MidiFile from its bytes.
class Builder {
 public:
  explicit Builder(const MidiBytes& bytes)
      : m_bytes(bytes), m_chunks(read_midi_chunks(bytes, m_oddities)), m_clock(m_chunks.division) {}

  [[nodiscard]] MidiFile build();

 private:
  void read_track(int track);
  void channel_event(const MidiEvent& event, MidiTrack& track);
  void note_event(const MidiEvent& event);
  void describe(const MidiEvent& event, MidiTrack& track);
  void meta_event(const MidiEvent& event, MidiTrack& track);
  void name_track(const MidiEvent& event, MidiTrack& track);
  void first_track_event(const MidiEvent& event);
  void set_tempo(const MidiEvent& event);
  void list_beats();
  [[nodiscard]] double time_of(const MidiEvent& event);
  [[noreturn]] void fail(const MidiEvent& event, std::string_view what) const {
    m_bytes.fail_in_track(m_track, event.byte, what);
  }

  const MidiBytes& m_bytes;
  MidiOddities m_oddities;
  MidiChunks m_chunks;
  MidiClock m_clock;
  MidiPairing m_pairing;
  MidiFile m_file;
  int m_track = 0;
  bool m_named = false;        ///< the track has its name
  bool m_has_program = false;  ///< the track has its program
};

MidiFile Builder::build() {
  m_file.format = m_chunks.format;
  m_file.division = m_chunks.division;
  for (std::size_t i = 0; i < m_chunks.tracks.size(); ++i) read_track(static_cast<int>(i));
  if (m_pairing.pedal_count() > kPedalLimit) {
    m_bytes.fail(0, fmt::format("the instruments have more than {} pedal events", kPedalLimit));
  }
  m_file.unclosed_notes = m_pairing.unclosed_notes();
  m_file.tempi = m_clock.tempi();
  m_file.end_time = std::max(m_file.end_time, m_pairing.end_time());
  if (!m_file.tempi.empty()) {
    m_file.end_time = std::max(m_file.end_time, m_file.tempi.back().time);
    list_beats();
  }
  m_file.instruments = m_pairing.take_instruments();
  m_file.warnings = m_oddities.warnings();
  return std::move(m_file);
}

void Builder::list_beats() {
  if (auto beats = midi_beats(m_file.tempi, m_file.time_signatures, m_file.end_time)) {
    m_file.beats = std::move(*beats);
    m_file.downbeats = midi_downbeats(m_file.beats, m_file.time_signatures);
  } else {
    m_oddities.add(MidiOddity::kTooManyBeats, 0);
  }
}

void Builder::read_track(int number) {
  m_track = number;
  m_named = false;
  m_has_program = false;
  m_clock.rewind();
  m_pairing.begin_track(number);
  MidiTrack track;
  MidiTrackReader reader(m_bytes, m_chunks.tracks[static_cast<std::size_t>(number)], number,
                         m_oddities);
  MidiEvent event;
  while (reader.next(event)) {
    if (event.status == MidiEvent::kMeta) {
      meta_event(event, track);
    } else {
      channel_event(event, track);
    }
  }
  m_pairing.end_track();
  m_file.tracks.push_back(std::move(track));
}

double Builder::time_of(const MidiEvent& event) {
  const double seconds = m_clock.seconds(event.tick);
  if (seconds > kLongest) fail(event, "an event lies more than 24 hours after the beginning");
  return seconds;
}

void Builder::channel_event(const MidiEvent& event, MidiTrack& track) {
  track.has_channel_events = true;
  switch (event.kind()) {
    case kNoteOff:
    case kNoteOn:
      if (!m_has_program && event.channel() == kDrumChannel) describe(event, track);
      note_event(event);
      break;
    case kProgram:
      if (!m_has_program) describe(event, track);
      m_pairing.change_program(event.channel(), event.first);
      break;
    case kControl:
      m_pairing.control(event.channel(), event.first, event.second, time_of(event));
      break;
    case kBend:
      m_pairing.control(event.channel(), kNoController, 0, time_of(event));
      break;
    default:
      break;
  }
}

void Builder::describe(const MidiEvent& event, MidiTrack& track) {
  m_has_program = true;
  track.program = event.channel() == kDrumChannel ? music::kDrums : std::int16_t{event.first};
}

void Builder::note_event(const MidiEvent& event) {
  const double time = time_of(event);
  if (event.kind() == kNoteOn && event.second > 0) {
    m_pairing.note_on(event.channel(), event.first, event.second, event.tick, time);
    if (m_pairing.begun_notes() > kNoteLimit) {
      fail(event, fmt::format("the file has more than {} notes", kNoteLimit));
    }
    return;
  }
  m_pairing.note_off(event.channel(), event.first, event.tick, time);
  if (m_pairing.instrument_count() > kInstrumentLimit) {
    fail(event, fmt::format("the file has more than {} instruments", kInstrumentLimit));
  }
}

void Builder::meta_event(const MidiEvent& event, MidiTrack& track) {
  switch (event.first) {
    case kText:
    case kLyrics:
      m_file.end_time = std::max(m_file.end_time, time_of(event));
      break;
    case kTrackName:
      name_track(event, track);
      break;
    case kTempo:
    case kTimeSignature:
    case kKeySignature:
      if (m_track == 0) {
        first_track_event(event);
      } else {
        m_oddities.add(MidiOddity::kNotInFirstTrack, event.byte);
      }
      break;
    default:
      break;
  }
}

void Builder::name_track(const MidiEvent& event, MidiTrack& track) {
  const std::string name = decoded(event.payload);
  m_pairing.set_track_name(name);
  if (!m_named) track.name = name;
  m_named = true;
}

void Builder::first_track_event(const MidiEvent& event) {
  const double time = time_of(event);
  if (event.first == kTempo) {
    set_tempo(event);
    return;
  }
  if (event.first == kTimeSignature) {
    const auto signature = time_signature(time, event.payload);
    if (!signature) return m_oddities.add(MidiOddity::kTimeSignature, event.byte);
    m_file.time_signatures.push_back(*signature);
  } else {
    const auto signature = key_signature(time, event.payload);
    if (!signature) return m_oddities.add(MidiOddity::kKeySignature, event.byte);
    m_file.key_signatures.push_back(*signature);
  }
  m_file.end_time = std::max(m_file.end_time, time);
}

void Builder::set_tempo(const MidiEvent& event) {
  if (!m_clock.follows_tempo()) return;
  if (event.payload.size() < 3) fail(event, "a tempo has fewer than 3 bytes");
  const int microseconds =
      byte_of(event.payload, 0) << 16 | byte_of(event.payload, 1) << 8 | byte_of(event.payload, 2);
  if (microseconds == 0) fail(event, "a tempo of 0 microseconds a quarter has no duration");
  m_clock.set_tempo(event.tick, microseconds);
}

}  // namespace

MidiFile read_midi(const std::filesystem::path& path) {
  std::string content;
  try {
    content = base::read_file(path, kFileBytesLimit);
  } catch (const base::DefinitionError& too_large) {
    throw base::FormatError(too_large.what(), too_large.where());
  }
  return parse_midi(std::as_bytes(std::span(content)), path.string());
}

MidiFile parse_midi(std::span<const std::byte> bytes, const std::string& name) {
  return Builder(MidiBytes{bytes, name}).build();
}

}  // namespace setlist::formats
