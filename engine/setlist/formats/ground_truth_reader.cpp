#include "setlist/formats/ground_truth_reader.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

namespace setlist::formats {
namespace {

using base::Json;
using music::Alignment;
using music::Note;

/// A list of numbers with its name, for error sentences.
struct Column {
  std::string_view name;
  std::vector<double> values;

  /// -255 and the places behind a short list's end.
  [[nodiscard]] bool lacks(std::size_t index) const {
    return index >= values.size() || values[index] == kAsmdUnknown;
  }
};

struct NoteColumns {
  Column onsets{"onsets", {}};
  Column offsets{"offsets", {}};
  Column pitches{"pitches", {}};
  Column velocities{"velocities", {}};
  Column ids{"ids", {}};
  bool has_ids = false;
};

class Reader {
 public:
  Reader(const Json& root, const GroundTruthPlace& place, GroundTruthRepairs& repairs)
      : m_root(root), m_place(place), m_repairs(repairs) {}

  [[nodiscard]] music::Annotation read();

 private:
  void read_format();
  void read_program();
  void read_alignment(Alignment alignment);
  void read_beats();
  void read_pedal(const PedalKey& key);

  [[nodiscard]] const Json* member(std::string_view name);
  [[nodiscard]] Column column(const Json& object, std::string_view name) const;
  [[nodiscard]] NoteColumns note_columns(const Json& object) const;
  void check_lengths(const Json& object, const NoteColumns& columns) const;
  void check_length(const Column& first, std::string_view name, std::size_t count) const;
  void add_note(const NoteColumns& columns, std::size_t index, music::Notes& notes);
  [[nodiscard]] double time(const Column& column, std::size_t index) const;
  [[nodiscard]] int whole(const Column& column, std::size_t index, double low, double high);
  [[nodiscard]] std::int16_t velocity(const NoteColumns& columns, std::size_t index);
  [[noreturn]] void fail(std::string_view column, std::optional<std::size_t> index,
                         std::string_view what) const {
    m_place.fail(m_owner, column, index, what);
  }

  const Json& m_root;
  const GroundTruthPlace& m_place;
  GroundTruthRepairs& m_repairs;
  music::Annotation m_annotation;
  std::string_view m_owner;  ///< the key of the root that is being read
  bool m_strict = false;
};

music::Annotation Reader::read() {
  if (!m_root.as<Json::Object>()) {
    m_place.fail("the file", "", std::nullopt, fmt::format("{} is no object", m_root.kind()));
  }
  read_format();
  read_program();
  for (const Alignment alignment : music::kAlignments) read_alignment(alignment);
  read_beats();
  for (const auto& key : kPedalKeys) read_pedal(key);
  if (m_strict) check_ground_truth(m_annotation, m_place);
  std::stable_sort(m_annotation.pedals.begin(), m_annotation.pedals.end(),
                   [](const auto& a, const auto& b) {
                     return std::tie(a.time, a.controller) < std::tie(b.time, b.controller);
                   });
  return std::move(m_annotation);
}

const Json* Reader::member(std::string_view name) {
  m_owner = name;
  return m_root.find(name);
}

void Reader::read_format() {
  const Json* format = member("format");
  if (format == nullptr) return;
  m_strict = true;
  const auto* number = format->as<std::int64_t>();
  if (number == nullptr || *number != kGroundTruthFormat) {
    fail("", std::nullopt,
         fmt::format("only the format {} is known, so a newer version may be needed",
                     kGroundTruthFormat));
  }
}

void Reader::read_program() {
  const Json* instrument = member("instrument");
  if (instrument == nullptr) return;
  if (!instrument->is_number()) {
    fail("", std::nullopt, fmt::format("{} is not a number", instrument->kind()));
  }
  const double number = instrument->number();
  const bool known = number >= 0 && number <= music::kDrums && number == std::floor(number);
  if (known) m_annotation.program = static_cast<std::int16_t>(number);
  if (m_strict && !known && number != music::kUnknownProgram) {
    fail("", std::nullopt, fmt::format("{} is neither in 0..128 nor 255 for unknown", number));
  }
}

Column Reader::column(const Json& object, std::string_view name) const {
  Column column{name, {}};
  const Json* list = object.find(name);
  if (list == nullptr) return column;
  const auto* items = list->as<Json::Array>();
  if (items == nullptr) fail(name, std::nullopt, fmt::format("{} is no list", list->kind()));
  column.values.reserve(items->size());
  for (const Json& item : *items) {
    if (!item.is_number()) {
      fail(name, column.values.size(), fmt::format("{} is not a number", item.kind()));
    }
    column.values.push_back(item.number());
  }
  return column;
}

NoteColumns Reader::note_columns(const Json& object) const {
  NoteColumns columns;
  for (Column* each : {&columns.onsets, &columns.offsets, &columns.pitches, &columns.velocities}) {
    *each = column(object, each->name);
  }
  if (m_strict) {
    columns.ids = column(object, columns.ids.name);
    columns.has_ids = object.find("ids") != nullptr;
    check_lengths(object, columns);
  }
  return columns;
}

void Reader::check_length(const Column& first, std::string_view name, std::size_t count) const {
  if (count == first.values.size()) return;
  fail(name, std::nullopt,
       fmt::format("{} values, but '{}' has {}", count, first.name, first.values.size()));
}

void Reader::check_lengths(const Json& object, const NoteColumns& columns) const {
  check_length(columns.onsets, columns.offsets.name, columns.offsets.values.size());
  check_length(columns.onsets, columns.pitches.name, columns.pitches.values.size());
  if (columns.has_ids) check_length(columns.onsets, columns.ids.name, columns.ids.values.size());
  if (!columns.velocities.values.empty()) {
    check_length(columns.onsets, columns.velocities.name, columns.velocities.values.size());
  }
  const Json* names = object.find("notes");
  const auto* list = names != nullptr ? names->as<Json::Array>() : nullptr;
  if (names != nullptr && list == nullptr) {
    fail("notes", std::nullopt, fmt::format("{} is no list", names->kind()));
  }
  if (list != nullptr && !list->empty()) check_length(columns.onsets, "notes", list->size());
}

void Reader::read_alignment(Alignment alignment) {
  const Json* object = member(music::name_of(alignment));
  if (object == nullptr && alignment == Alignment::kMisaligned) object = member("non_aligned");
  if (object == nullptr) return;
  if (!object->as<Json::Object>()) {
    fail("", std::nullopt, fmt::format("{} is no object", object->kind()));
  }
  const NoteColumns columns = note_columns(*object);
  const std::size_t count =
      std::max({columns.onsets.values.size(), columns.offsets.values.size(),
                columns.pitches.values.size(), columns.velocities.values.size()});
  music::Notes notes;
  notes.reserve(count);
  for (std::size_t i = 0; i < count; ++i) add_note(columns, i, notes);
  if (!m_strict) {
    const auto out_of_order = [](const Note& a, const Note& b) {
      return !in_canonical_order(a, b);
    };
    if (std::adjacent_find(notes.begin(), notes.end(), out_of_order) != notes.end()) {
      ++m_repairs.sorted;
      music::sort_canonically(notes);
    }
  }
  // Our files tell "no notes" from "not annotated" by the presence of "ids".
  if (!notes.empty() || columns.has_ids) m_annotation.notes[alignment] = std::move(notes);
}

void Reader::add_note(const NoteColumns& columns, std::size_t index, music::Notes& notes) {
  if (!m_strict && (columns.onsets.lacks(index) || columns.pitches.lacks(index))) {
    ++m_repairs.dropped;
    return;
  }
  Note note;
  note.onset = time(columns.onsets, index);
  if (!m_strict && columns.offsets.lacks(index)) {
    ++m_repairs.padded;
    note.offset = note.onset;
  } else {
    note.offset = time(columns.offsets, index);
  }
  if (!m_strict && note.offset < note.onset) {
    ++m_repairs.clamped;
    note.offset = note.onset;
  }
  note.id = columns.has_ids ? whole(columns.ids, index, INT32_MIN, INT32_MAX)
                            : static_cast<std::int32_t>(index);
  note.pitch = static_cast<std::int16_t>(whole(columns.pitches, index, 0, 127));
  note.velocity = velocity(columns, index);
  note.program = m_annotation.program;
  notes.push_back(note);
}

double Reader::time(const Column& column, std::size_t index) const {
  const double seconds = column.values[index];
  if (std::abs(seconds) <= kLongestGroundTruth) return seconds;
  fail(column.name, index, fmt::format("{} is no time in seconds", seconds));
}

int Reader::whole(const Column& column, std::size_t index, double low, double high) {
  const double value = column.values[index];
  const double rounded = std::floor(value + 0.5);
  if (rounded != value) {
    if (m_strict) fail(column.name, index, fmt::format("{} is not an integer", value));
    ++m_repairs.rounded;
  }
  if (!(rounded >= low && rounded <= high)) {
    fail(column.name, index, fmt::format("{} is not in {}..{}", value, low, high));
  }
  return static_cast<int>(rounded);
}

std::int16_t Reader::velocity(const NoteColumns& columns, std::size_t index) {
  if (columns.velocities.lacks(index)) {
    const bool short_list = index >= columns.velocities.values.size();
    if (short_list && !columns.velocities.values.empty()) ++m_repairs.padded;
    return music::kUnknownVelocity;
  }
  return static_cast<std::int16_t>(whole(columns.velocities, index, 0, 127));
}

void Reader::read_beats() {
  const Json* score = member("score");
  if (score == nullptr) return;
  const Column beats = column(*score, "beats");
  auto& times = m_annotation.score_beats;
  for (std::size_t i = 0; i < beats.values.size(); ++i) times.push_back(time(beats, i));
  if (!m_strict && !std::is_sorted(times.begin(), times.end())) {
    ++m_repairs.sorted;
    std::sort(times.begin(), times.end());
  }
}

void Reader::read_pedal(const PedalKey& key) {
  const Json* object = member(key.name);
  if (object == nullptr) return;
  if (!object->as<Json::Object>()) {
    fail("", std::nullopt, fmt::format("{} is no object", object->kind()));
  }
  const Column times = column(*object, "times");
  const Column values = column(*object, "values");
  if (m_strict) check_length(times, values.name, values.values.size());
  const std::size_t count = std::min(times.values.size(), values.values.size());
  m_repairs.dropped +=
      static_cast<std::int64_t>(std::max(times.values.size(), values.values.size()) - count);
  if (!m_strict && !std::is_sorted(times.values.begin(), times.values.end())) ++m_repairs.sorted;
  for (std::size_t i = 0; i < count; ++i) {
    m_annotation.pedals.push_back({.time = time(times, i),
                                   .controller = key.controller,
                                   .value = static_cast<std::int16_t>(whole(values, i, 0, 127)),
                                   .source = 0});
  }
}

}  // namespace

music::Annotation annotation_from(const Json& root, const GroundTruthPlace& place,
                                  GroundTruthRepairs& repairs) {
  return Reader(root, place, repairs).read();
}

}  // namespace setlist::formats
