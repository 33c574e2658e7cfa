#include "setlist/formats/ground_truth_check.hpp"

#include "setlist/base/error.hpp"

#include <cmath>
#include <tuple>

#include <fmt/format.h>

namespace setlist::formats {
namespace {

using music::Note;

class Checker {
 public:
  explicit Checker(const GroundTruthPlace& place) : m_place(place) {}

  void check(const music::Annotation& annotation) {
    for (const auto& [alignment, notes] : annotation.notes) {
      m_owner = music::name_of(alignment);
      for (std::size_t i = 0; i < notes.size(); ++i) {
        note(notes[i], i);
        if (i > 0 && !in_canonical_order(notes[i - 1], notes[i])) {
          fail("onsets", i, "the notes are not in order of onset, pitch, offset and id");
        }
      }
    }
    m_owner = "score";
    times("beats", annotation.score_beats);
    for (const auto& key : kPedalKeys) pedal(key, annotation.pedals);
    check_controllers(annotation.pedals);
    check_program(annotation.program);
  }

 private:
  [[noreturn]] void fail(std::string_view column, std::size_t index, std::string_view what) const {
    m_place.fail(m_owner, column, index, what);
  }

  void time(std::string_view column, std::size_t index, double seconds) const {
    if (!std::isfinite(seconds)) {
      fail(column, index, fmt::format("{} is not a finite number", seconds));
    }
    if (seconds < 0) fail(column, index, fmt::format("{} is negative", seconds));
    if (seconds > kLongestGroundTruth)
      fail(column, index, fmt::format("{} is no time in seconds", seconds));
  }

  void note(const Note& note, std::size_t index) const {
    time("onsets", index, note.onset);
    time("offsets", index, note.offset);
    if (note.offset < note.onset) {
      fail("offsets", index, fmt::format("{} is before the onset, {}", note.offset, note.onset));
    }
    if (note.pitch < 0 || note.pitch > 127) {
      fail("pitches", index, fmt::format("{} is not in 0..127", note.pitch));
    }
    if (note.velocity < music::kUnknownVelocity || note.velocity > 127) {
      fail("velocities", index, fmt::format("{} is not in 0..127", note.velocity));
    }
  }

  void times(std::string_view column, const std::vector<double>& list) const {
    for (std::size_t i = 0; i < list.size(); ++i) {
      time(column, i, list[i]);
      if (i > 0 && list[i] < list[i - 1]) {
        fail(column, i,
             fmt::format("{} is before {}: the times are not in order", list[i], list[i - 1]));
      }
    }
  }

  void pedal(const PedalKey& key, const music::Pedals& pedals) {
    m_owner = key.name;
    std::vector<double> list;
    for (const auto& event : pedals) {
      if (event.controller != key.controller) continue;
      if (event.value < 0 || event.value > 127) {
        fail("values", list.size(), fmt::format("{} is not in 0..127", event.value));
      }
      list.push_back(event.time);
    }
    times("times", list);
  }

  void check_controllers(const music::Pedals& pedals) const {
    for (std::size_t i = 0; i < pedals.size(); ++i) {
      const int controller = pedals[i].controller;
      if (controller != 64 && controller != 66 && controller != 67) {
        m_place.fail("pedals", "", i, fmt::format("the controller {} is no pedal", controller));
      }
    }
  }

  void check_program(int program) const {
    if (program == music::kUnknownProgram || (program >= 0 && program <= music::kDrums)) return;
    m_place.fail("instrument", "", std::nullopt,
                 fmt::format("{} is neither in 0..128 nor 255 for unknown", program));
  }

  const GroundTruthPlace& m_place;
  std::string_view m_owner;
};

}  // namespace

void GroundTruthPlace::fail(std::string_view owner, std::string_view column,
                            std::optional<std::size_t> index, std::string_view what) const {
  std::string where(owner);
  std::string pointer = "/" + where;
  if (!column.empty()) {
    where += fmt::format(".{}", column);
    pointer += fmt::format("/{}", column);
  }
  if (index) {
    where += fmt::format("[{}]", *index);
    pointer += fmt::format("/{}", *index);
  }
  throw base::FormatError(fmt::format("{}: {}: {}", doing, where, what),
                          {.path = path, .url = {}, .pointer = pointer});
}

bool in_canonical_order(const Note& earlier, const Note& later) {
  return std::tie(earlier.onset, earlier.pitch, earlier.offset, earlier.id) <=
         std::tie(later.onset, later.pitch, later.offset, later.id);
}

void check_ground_truth(const music::Annotation& annotation, const GroundTruthPlace& place) {
  Checker(place).check(annotation);
}

}  // namespace setlist::formats
