#include "setlist/formats/midi_pairing.hpp"

#include <algorithm>

namespace setlist::formats {
namespace {

constexpr int kDrumChannel = 9;

// One range and portamento out of it: which pedal it is decides no branch.
bool is_pedal(int controller) { return controller >= 64 && controller <= 67 && controller != 65; }

std::size_t index(int number) { return static_cast<std::size_t>(number); }

}  // namespace

void MidiPairing::begin_track(int track) {
  m_track = track;
  m_track_name.clear();
}

void MidiPairing::note_on(int channel, int pitch, int velocity, std::int64_t tick, double time) {
  Channel& state = m_channels[index(channel)];
  state.used = true;
  state.open[index(pitch)].push_back({tick, time, velocity});
  ++m_begun;
}

// A note-off ends every note of its key that began at another tick. A note that began at this very
// tick goes on when an older one ended here (a repeated note), and vanishes otherwise (a note
// without length).
void MidiPairing::note_off(int channel, int pitch, std::int64_t tick, double time) {
  auto& open = m_channels[index(channel)].open[index(pitch)];
  std::size_t kept = 0;
  for (const OpenNote& note : open) {
    if (note.tick == tick) {
      open[kept++] = note;
      continue;
    }
    const int number = instrument_of(channel);
    MidiInstrument& instrument = m_instruments[index(number)];
    instrument.notes.push_back({.onset = note.time,
                                .offset = time,
                                .id = static_cast<std::int32_t>(instrument.notes.size()),
                                .pitch = static_cast<std::int16_t>(pitch),
                                .velocity = static_cast<std::int16_t>(note.velocity),
                                .program = instrument.program,
                                .source = static_cast<std::int16_t>(number)});
  }
  const bool some_ended = kept < open.size();
  open.resize(some_ended ? kept : 0);
}

void MidiPairing::change_program(int channel, int program) {
  Channel& state = m_channels[index(channel)];
  state.used = true;
  state.program = program;
}

void MidiPairing::control(int channel, int controller, int value, double time) {
  Channel& state = m_channels[index(channel)];
  state.used = true;
  Controls& controls = m_controls[index(controls_of(state))];
  controls.last_time = time;
  if (!is_pedal(controller)) return;
  controls.pedals.push_back({.time = time,
                             .controller = static_cast<std::int16_t>(controller),
                             .value = static_cast<std::int16_t>(value),
                             .source = 0});
}

void MidiPairing::end_track() {
  for (Channel& state : m_channels) {
    if (!state.used) continue;
    for (auto& open : state.open) {
      m_unclosed += static_cast<std::int64_t>(open.size());
      open.clear();
    }
    state.instruments.fill(kNone);
    state.early_controls = kNone;
    state.program = 0;
    state.used = false;
  }
}

int MidiPairing::instrument_of(int channel) {
  Channel& state = m_channels[index(channel)];
  int& number = state.instruments[index(state.program)];
  if (number != kNone) return number;
  number = static_cast<int>(m_instruments.size());
  MidiInstrument& instrument = m_instruments.emplace_back();
  instrument.name = m_track_name;
  instrument.program =
      channel == kDrumChannel ? music::kDrums : static_cast<std::int16_t>(state.program);
  instrument.track = m_track;
  instrument.channel = channel;
  m_controls_of_instrument.push_back(state.early_controls != kNone ? state.early_controls
                                                                   : new_controls());
  return number;
}

int MidiPairing::controls_of(Channel& state) {
  const int instrument = state.instruments[index(state.program)];
  if (instrument != kNone) return m_controls_of_instrument[index(instrument)];
  if (state.early_controls == kNone) state.early_controls = new_controls();
  return state.early_controls;
}

int MidiPairing::new_controls() {
  m_controls.emplace_back();
  return static_cast<int>(m_controls.size()) - 1;
}

std::size_t MidiPairing::pedal_count() const {
  std::size_t count = 0;
  for (const int controls : m_controls_of_instrument) {
    count += m_controls[index(controls)].pedals.size();
  }
  return count;
}

double MidiPairing::end_time() const {
  double end = 0;
  for (const int controls : m_controls_of_instrument) {
    end = std::max(end, m_controls[index(controls)].last_time);
  }
  for (const MidiInstrument& instrument : m_instruments) {
    end = std::max(end, instrument.notes.back().offset);
  }
  return end;
}

std::vector<MidiInstrument> MidiPairing::take_instruments() {
  std::vector<int> users(m_controls.size());
  for (const int controls : m_controls_of_instrument) ++users[index(controls)];
  for (std::size_t i = 0; i < m_instruments.size(); ++i) {
    const std::size_t controls = index(m_controls_of_instrument[i]);
    auto& shared = m_controls[controls].pedals;
    auto& pedals = m_instruments[i].pedals;
    pedals = --users[controls] == 0 ? std::move(shared) : shared;
    for (auto& event : pedals) event.source = static_cast<std::int16_t>(i);
  }
  return std::move(m_instruments);
}

}  // namespace setlist::formats
