#pragma once

#include "setlist/formats/midi_file.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace setlist::formats {

/// Pairs note-ons with note-offs and sorts notes and controllers into instruments, by the rules of
/// pretty_midi: an instrument is (program when its note ends, channel, track).
///
/// Controllers go to the instrument that plays on their channel. Those that come before any note
/// of it ended belong to every program that channel plays later in that track.
class MidiPairing {
 public:
  void begin_track(int track);
  void set_track_name(const std::string& name) { m_track_name = name; }
  void note_on(int channel, int pitch, int velocity, std::int64_t tick, double time);
  void note_off(int channel, int pitch, std::int64_t tick, double time);
  void change_program(int channel, int program);
  /// Any controller or pitch bend; the pedals among them are kept.
  void control(int channel, int controller, int value, double time);
  /// What still sounds is dropped and counted.
  void end_track();

  [[nodiscard]] std::int64_t begun_notes() const { return m_begun; }
  [[nodiscard]] std::size_t instrument_count() const { return m_instruments.size(); }
  [[nodiscard]] std::int64_t unclosed_notes() const { return m_unclosed; }

  /// How many pedal events all instruments hold together: shared ones count for each.
  [[nodiscard]] std::size_t pedal_count() const;
  /// When the last note, controller or bend of an instrument ends; 0 without instruments.
  [[nodiscard]] double end_time() const;
  [[nodiscard]] std::vector<MidiInstrument> take_instruments();

 private:
  static constexpr int kNone = -1;

  struct OpenNote {
    std::int64_t tick;
    double time;
    int velocity;
  };
  struct Channel {
    bool used = false;
    int program = 0;
    int early_controls = kNone;                   ///< of before an instrument took them
    std::array<int, 128> instruments;             ///< by program
    std::array<std::vector<OpenNote>, 128> open;  ///< by pitch, oldest first

    Channel() { instruments.fill(kNone); }
  };
  struct Controls {
    music::Pedals pedals;
    double last_time = 0;
  };

  [[nodiscard]] int instrument_of(int channel);
  [[nodiscard]] int controls_of(Channel& state);
  [[nodiscard]] int new_controls();

  std::array<Channel, 16> m_channels;
  std::vector<MidiInstrument> m_instruments;
  std::vector<int> m_controls_of_instrument;
  std::vector<Controls> m_controls;
  std::string m_track_name;
  int m_track = 0;
  std::int64_t m_begun = 0;
  std::int64_t m_unclosed = 0;
};

}  // namespace setlist::formats
