#pragma once

#include "setlist/formats/midi_file.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

namespace setlist::formats {

inline std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  return text;
}

inline std::string big_endian(std::uint32_t value, int count) {
  std::string text;
  for (int i = count; i-- > 0;) text += static_cast<char>(value >> (8 * i) & 0xffU);
  return text;
}

inline std::string variable(std::uint32_t value) {
  std::string text(1, static_cast<char>(value & 0x7fU));
  while ((value >>= 7U) != 0) text.insert(0, 1, static_cast<char>(0x80U | (value & 0x7fU)));
  return text;
}

inline std::string chunk(const std::string& tag, const std::string& content) {
  return tag + big_endian(static_cast<std::uint32_t>(content.size()), 4) + content;
}

/// The events of one track: each call adds one, `delta` ticks after the one before.
class TrackBuilder {
 public:
  TrackBuilder& raw(std::uint32_t delta, const std::string& event) {
    m_content += variable(delta) + event;
    return *this;
  }
  TrackBuilder& on(std::uint32_t delta, int pitch, int velocity = 64, int channel = 0) {
    return raw(delta, bytes({0x90 | channel, pitch, velocity}));
  }
  TrackBuilder& off(std::uint32_t delta, int pitch, int channel = 0) {
    return raw(delta, bytes({0x80 | channel, pitch, 77}));
  }
  TrackBuilder& control(std::uint32_t delta, int controller, int value, int channel = 0) {
    return raw(delta, bytes({0xb0 | channel, controller, value}));
  }
  TrackBuilder& program(std::uint32_t delta, int number, int channel = 0) {
    return raw(delta, bytes({0xc0 | channel, number}));
  }
  TrackBuilder& meta(std::uint32_t delta, int type, const std::string& payload) {
    return raw(delta, bytes({0xff, type}) + variable(static_cast<std::uint32_t>(payload.size())) +
                          payload);
  }
  TrackBuilder& tempo(std::uint32_t delta, std::uint32_t microseconds) {
    return meta(delta, 0x51, big_endian(microseconds, 3));
  }
  TrackBuilder& name(const std::string& text) { return meta(0, 0x03, text); }
  /// Without an end-of-track event.
  [[nodiscard]] std::string open_chunk() const { return chunk("MTrk", m_content); }
  [[nodiscard]] operator std::string() const {
    return chunk("MTrk", m_content + variable(0) + bytes({0xff, 0x2f, 0}));
  }

 private:
  std::string m_content;
};

inline std::string header(int format, int tracks, int division = 480) {
  return chunk("MThd", big_endian(static_cast<std::uint32_t>(format), 2) +
                           big_endian(static_cast<std::uint32_t>(tracks), 2) +
                           big_endian(static_cast<std::uint32_t>(division) & 0xffffU, 2));
}

inline std::string midi(std::initializer_list<std::string> tracks, int division = 480,
                        int format = 1) {
  std::string text = header(format, static_cast<int>(tracks.size()), division);
  for (const auto& track : tracks) text += track;
  return text;
}

inline MidiFile parsed(const std::string& content) {
  return parse_midi(std::as_bytes(std::span(content)), "test.mid");
}

}  // namespace setlist::formats
