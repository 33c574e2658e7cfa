#include "starter/instruments.hpp"

#include <stdexcept>
#include <string>

namespace setlist::starter {
namespace {

// Columns: harmonics; attack, decay, release (ms); vibrato (cents); breath; dampers; level.
constexpr std::array<Instrument, 12> kInstruments{{
    {"piano", 0, {{256, 150, 70, 60, 36, 24, 14, 10}, 4, 900, 60, 0, 0, true, 240}},
    {"violin", 40, {{256, 170, 130, 110, 80, 50, 40, 30}, 60, 0, 45, 14, 0, false, 290}},
    {"viola", 41, {{256, 200, 110, 90, 40, 30, 16, 10}, 65, 0, 50, 12, 0, false, 300}},
    {"cello", 42, {{256, 220, 160, 70, 60, 24, 12, 8}, 70, 0, 60, 10, 0, false, 310}},
    {"double bass", 43, {{256, 190, 90, 50, 20, 10, 4, 2}, 6, 500, 70, 0, 0, false, 330}},
    {"clarinet", 71, {{256, 8, 150, 10, 84, 10, 40, 6}, 30, 0, 35, 0, 0, false, 290}},
    {"flute", 73, {{256, 70, 26, 8, 3, 0, 0, 0}, 40, 0, 35, 8, 12, false, 310}},
    {"soprano", 52, {{256, 120, 50, 30, 60, 50, 20, 4}, 90, 0, 90, 18, 2, false, 300}},
    {"alto", 52, {{256, 150, 60, 30, 24, 50, 40, 16}, 90, 0, 90, 15, 2, false, 300}},
    {"tenor", 52, {{200, 256, 150, 60, 30, 20, 40, 44}, 90, 0, 90, 13, 2, false, 300}},
    {"bass voice", 53, {{170, 256, 200, 110, 50, 24, 12, 16}, 100, 0, 100, 10, 2, false, 310}},
    {kDrums, 0, {}},
}};

}  // namespace

const Instrument& instrument_named(std::string_view name) {
  for (const Instrument& instrument : kInstruments) {
    if (instrument.name == name) return instrument;
  }
  throw std::invalid_argument("no such instrument: " + std::string(name));
}

}  // namespace setlist::starter
