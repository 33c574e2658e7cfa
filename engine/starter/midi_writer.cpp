#include "starter/midi_writer.hpp"

#include "starter/instruments.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <utility>

namespace setlist::starter {
namespace {

constexpr int kDrumChannel = 9;
constexpr std::uint8_t kReleaseVelocity = 64;

/// At one tick ends come before controllers and those before beginnings, so that a repeated note
/// is closed before it opens again.
enum class Order { kSetup, kEnd, kController, kBegin };

struct Event {
  int tick = 0;
  Order order = Order::kSetup;
  Bytes message;
};

void put_variable_length(Bytes& out, std::uint32_t value) {
  for (int shift = 21; shift > 0; shift -= 7) {
    if (value >> shift != 0)
      out.push_back(static_cast<std::uint8_t>(0x80 | (value >> shift & 127)));
  }
  out.push_back(static_cast<std::uint8_t>(value & 127));
}

Bytes meta(std::uint8_t type, const Bytes& payload) {
  Bytes out{0xff, type};
  put_variable_length(out, static_cast<std::uint32_t>(payload.size()));
  put_bytes(out, payload);
  return out;
}

Bytes channel_message(int status, int channel, int first, int second) {
  return {static_cast<std::uint8_t>(status | channel), static_cast<std::uint8_t>(first),
          static_cast<std::uint8_t>(second)};
}

Bytes time_signature(const Meter& meter) {
  std::uint8_t power = 0;
  while (1 << power < meter.denominator) ++power;
  const std::uint8_t clocks = meter.denominator == 8 ? 36 : 24;
  return {static_cast<std::uint8_t>(meter.numerator), power, clocks, 8};
}

Bytes key_signature(const Key& key) {
  return {static_cast<std::uint8_t>(key.sharps), static_cast<std::uint8_t>(key.minor ? 1 : 0)};
}

Bytes track_chunk(std::vector<Event> events, int tick_divisor, bool running_status) {
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return std::tie(a.tick, a.order) < std::tie(b.tick, b.order);
  });
  Bytes body;
  int now = 0;
  int status = 0;
  for (const Event& event : events) {
    if (event.tick % tick_divisor != 0) throw std::invalid_argument("midi: tick off the grid");
    put_variable_length(body, static_cast<std::uint32_t>((event.tick - now) / tick_divisor));
    now = event.tick;
    const bool repeats = running_status && event.message.front() == status;
    body.insert(body.end(), event.message.begin() + (repeats ? 1 : 0), event.message.end());
    // Meta events end running status.
    status = event.message.front() == 0xff ? 0 : event.message.front();
  }
  put_variable_length(body, 0);
  put_bytes(body, meta(0x2f, {}));
  Bytes chunk;
  put_text(chunk, "MTrk");
  put_big(chunk, static_cast<std::uint32_t>(body.size()), 4);
  put_bytes(chunk, body);
  return chunk;
}

std::vector<Event> conductor_events(const Tune& tune, const std::vector<TempoChange>& tempos) {
  std::vector<Event> events;
  events.push_back({0, Order::kSetup, meta(0x58, time_signature(tune.meter))});
  events.push_back({0, Order::kSetup, meta(0x59, key_signature(tune.key))});
  for (const TempoChange& tempo : tempos) {
    Bytes payload;
    put_big(payload, static_cast<std::uint32_t>(tempo.microseconds_per_quarter), 3);
    events.push_back({tempo.tick, Order::kSetup, meta(0x51, payload)});
  }
  return events;
}

std::vector<Event> track_events(const Track& track, int channel, NoteEnd note_end) {
  std::vector<Event> events;
  Bytes name;
  put_text(name, track.instrument);
  events.push_back({0, Order::kSetup, meta(0x03, name)});
  const int program = instrument_named(track.instrument).program;
  events.push_back(
      {0,
       Order::kSetup,
       {static_cast<std::uint8_t>(0xc0 | channel), static_cast<std::uint8_t>(program)}});
  for (const PedalMove& move : track.pedal) {
    events.push_back(
        {move.tick, Order::kController, channel_message(0xb0, channel, 64, move.value)});
  }
  for (const PlayedNote& note : track.notes) {
    const Bytes on = channel_message(0x90, channel, note.pitch, note.velocity);
    const Bytes off = note_end == NoteEnd::kVelocityZero
                          ? channel_message(0x90, channel, note.pitch, 0)
                          : channel_message(0x80, channel, note.pitch, kReleaseVelocity);
    events.push_back({note.start, Order::kBegin, on});
    events.push_back({note.end, Order::kEnd, off});
  }
  return events;
}

}  // namespace

Bytes write_midi(const Tune& tune, const std::vector<Track>& tracks, const MidiOptions& options) {
  const int divisor = kTicksPerQuarter / options.division;
  const bool running = options.note_end == NoteEnd::kVelocityZero;
  Bytes out;
  put_text(out, "MThd");
  put_big(out, 6, 4);
  put_big(out, 1, 2);
  put_big(out, static_cast<std::uint32_t>(tracks.size() + 1), 2);
  put_big(out, static_cast<std::uint32_t>(options.division), 2);
  put_bytes(out, track_chunk(conductor_events(tune, options.tempos), divisor, running));
  int next_channel = 0;
  for (const Track& track : tracks) {
    const int channel = track.instrument == kDrums ? kDrumChannel : next_channel++;
    put_bytes(out, track_chunk(track_events(track, channel, options.note_end), divisor, running));
  }
  return out;
}

}  // namespace setlist::starter
