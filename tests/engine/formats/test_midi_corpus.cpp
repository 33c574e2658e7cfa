// Compares every case of a folder with `expected.json` and the files it names. The folder is given
// by the environment variable SETLIST_EDGE_MIDI; without it there is nothing to compare.

#include "setlist/base/error.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/formats/midi_file.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <tuple>

#include <doctest/doctest.h>

using namespace setlist;
using namespace setlist::formats;
using base::Json;

namespace {

const Json& at(const Json& object, std::string_view key) {
  const Json* found = object.find(key);
  REQUIRE_MESSAGE(found != nullptr, key);
  return *found;
}

double number(const Json& object, std::string_view key) { return at(object, key).number(); }

const Json::Array& list(const Json& object, std::string_view key) {
  const auto* array = at(object, key).as<Json::Array>();
  REQUIRE(array != nullptr);
  return *array;
}

/// The numbers of one row: [60, 0.0, 0.5, 64].
std::vector<double> row(const Json& json) {
  std::vector<double> numbers;
  for (const Json& item : *json.as<Json::Array>()) numbers.push_back(item.number());
  return numbers;
}

bool same(double found, double expected, double relative = 1e-9) {
  return std::abs(found - expected) <= relative * std::max(1.0, std::abs(expected));
}

void check_row(const std::vector<double>& found, const Json& expected, double relative = 1e-9) {
  const auto numbers = row(expected);
  REQUIRE(found.size() == numbers.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CAPTURE(i);
    CHECK_MESSAGE(same(found[i], numbers[i], relative), found[i], " instead of ", numbers[i]);
  }
}

std::vector<double> row_of(const music::Note& note) {
  return {static_cast<double>(note.pitch), note.onset, note.offset,
          static_cast<double>(note.velocity)};
}

music::Notes all_notes(const MidiFile& file) {
  music::Notes notes;
  for (const auto& instrument : file.instruments) {
    notes.insert(notes.end(), instrument.notes.begin(), instrument.notes.end());
  }
  return notes;
}

void check_notes(const music::Notes& notes, const Json& expected) {
  const auto& rows = list(expected, "first10");
  REQUIRE(rows.size() == std::min<std::size_t>(10, notes.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) check_row(row_of(notes[i]), rows[i]);
  if (!notes.empty()) check_row(row_of(notes.back()), at(expected, "last"));
}

void check_sums(const music::Notes& notes, const Json& expected) {
  double pitch = 0;
  double velocity = 0;
  double onset = 0;
  double offset = 0;
  for (const auto& note : notes) {
    pitch += note.pitch;
    velocity += note.velocity;
    onset += note.onset;
    offset += note.offset;
  }
  CHECK(pitch == number(expected, "pitch"));
  CHECK(velocity == number(expected, "velocity"));
  CHECK(same(onset, number(expected, "onset")));
  CHECK(same(offset, number(expected, "offset")));
}

void check_instruments(const MidiFile& file, const Json::Array& expected) {
  REQUIRE(file.instruments.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    const auto& instrument = file.instruments[i];
    const bool drums = *at(expected[i], "is_drum").as<bool>();
    CHECK(instrument.program == (drums ? music::kDrums : number(expected[i], "program")));
    CHECK(instrument.name == *at(expected[i], "name").as<std::string>());
    CHECK(instrument.channel == number(expected[i], "channel0"));
    CHECK(instrument.track == number(expected[i], "track"));
    CHECK(static_cast<double>(instrument.notes.size()) == number(expected[i], "n_notes"));
  }
}

void check_pedal(const MidiFile& file, int controller, const Json& expected) {
  music::Pedals events;
  for (const auto& instrument : file.instruments) {
    for (const auto& event : instrument.pedals) {
      if (event.controller == controller) events.push_back(event);
    }
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const auto& a, const auto& b) { return a.time < b.time; });
  CHECK(static_cast<double>(events.size()) == number(expected, "n"));
  double sum = 0;
  double pressed = 0;
  for (const auto& event : events) {
    sum += event.value;
    pressed += event.value >= 64 ? 1 : 0;
  }
  CHECK(sum == number(expected, "sum_values"));
  CHECK(pressed == number(expected, "n_ge64"));
  const auto& rows = list(expected, "first5");
  REQUIRE(rows.size() == std::min<std::size_t>(5, events.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    check_row({events[i].time, static_cast<double>(events[i].value)}, rows[i]);
  }
}

void check_clock(const MidiFile& file, const Json& expected) {
  const auto& tempi = list(at(expected, "tempo_changes"), "rows_time_bpm");
  CHECK(static_cast<double>(file.tempi.size()) == number(at(expected, "tempo_changes"), "n"));
  REQUIRE(tempi.size() <= file.tempi.size());
  for (std::size_t i = 0; i < tempi.size(); ++i) {
    check_row({file.tempi[i].time, file.tempi[i].quarters_per_minute}, tempi[i]);
  }
  const auto& metres = list(expected, "time_signatures");
  REQUIRE(metres.size() == file.time_signatures.size());
  for (std::size_t i = 0; i < metres.size(); ++i) {
    const auto& metre = file.time_signatures[i];
    check_row(
        {static_cast<double>(metre.numerator), static_cast<double>(metre.denominator), metre.time},
        metres[i]);
  }
  const auto& keys = list(expected, "key_signatures");
  REQUIRE(keys.size() == file.key_signatures.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto& key = file.key_signatures[i];
    // The corpus counts keys from C: 0..11 major, 12..23 minor.
    const int tonic = (7 * (key.sharps + 12) + (key.minor ? 9 : 0)) % 12;
    check_row({static_cast<double>(tonic + (key.minor ? 12 : 0)), key.time}, keys[i]);
  }
  CHECK(same(file.end_time, number(expected, "end_time")));
}

void check_beats(const std::vector<double>& beats, const Json& expected, std::string_view first,
                 std::size_t shown) {
  CHECK(static_cast<double>(beats.size()) == number(expected, "n"));
  const std::size_t count = std::min(beats.size(), shown);
  check_row({beats.begin(), beats.begin() + static_cast<std::ptrdiff_t>(count)},
            at(expected, first), 1e-6);
  if (!beats.empty()) CHECK(same(beats.back(), number(expected, "last"), 1e-6));
}

void check_whole(const MidiFile& file, const Json& expected) {
  const Json& container = at(expected, "smf");
  CHECK(file.format == number(container, "format"));
  CHECK(file.division == number(container, "division"));
  CHECK(static_cast<double>(file.tracks.size()) == number(container, "ntracks"));
  check_instruments(file, list(expected, "instruments"));
  music::Notes notes = all_notes(file);
  CHECK(static_cast<double>(notes.size()) == number(expected, "n_notes"));
  check_notes(notes, at(expected, "notes_pretty_midi_order"));
  check_sums(notes, at(expected, "sums"));
  std::sort(notes.begin(), notes.end(), [](const auto& a, const auto& b) {
    return std::tie(a.onset, a.pitch, a.offset, a.source) <
           std::tie(b.onset, b.pitch, b.offset, b.source);
  });
  check_notes(notes, at(expected, "notes_sorted_onset_pitch_offset"));
  check_pedal(file, 64, at(at(expected, "pedals"), "sustain"));
  check_pedal(file, 66, at(at(expected, "pedals"), "sostenuto"));
  check_pedal(file, 67, at(at(expected, "pedals"), "soft"));
  check_clock(file, expected);
  if (notes.empty()) return;  // for such files the corpus lists no beats, pretty_midi does
  check_beats(file.beats, at(expected, "beats"), "first10", 10);
  check_beats(file.downbeats, at(expected, "downbeats"), "first5", 5);
}

/// Damage may end in an error that names the file, or in what was read so far with a warning.
void check_damage(const std::filesystem::path& path) {
  try {
    const MidiFile file = read_midi(path);
    CHECK_FALSE(file.warnings.empty());
  } catch (const base::FormatError& error) {
    CHECK(std::string(error.what()).find(path.filename().string()) != std::string::npos);
  }
}

void check_case(const std::filesystem::path& path, const Json& expected) {
  if (*at(expected, "follow").as<std::string>() == "error") return check_damage(path);
  const MidiFile file = read_midi(path);
  if (const Json* whole = expected.find("expect")) {
    check_whole(file, *whole);
    return;
  }
  const auto& rows = list(at(expected, "spec_expect"), "notes");
  const music::Notes notes = all_notes(file);
  REQUIRE(notes.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) check_row(row_of(notes[i]), rows[i]);
}

}  // namespace

TEST_SUITE("formats/midi_file") {
  TEST_CASE("read_midi: the corpus of edge cases") {
    const char* variable = std::getenv("SETLIST_EDGE_MIDI");
    const std::filesystem::path folder = variable != nullptr ? variable : "";
    if (folder.empty() || !std::filesystem::exists(folder / "expected.json")) {
      MESSAGE("no corpus: set SETLIST_EDGE_MIDI to a folder with expected.json");
      return;
    }
    const Json expected = base::read_json_file(folder / "expected.json");
    int cases = 0;
    for (const Json& each : list(expected, "cases")) {
      const std::string& id = *at(each, "id").as<std::string>();
      CAPTURE(id);
      check_case(folder / (id + ".mid"), each);
      ++cases;
    }
    CHECK(cases > 0);
  }
}
