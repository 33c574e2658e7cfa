#include "setlist/formats/ground_truth_file.hpp"

#include "setlist/archive/gzip.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/formats/ground_truth_check.hpp"
#include "setlist/formats/ground_truth_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include <fmt/format.h>

namespace setlist::formats {
namespace {

using music::Alignment;
using music::Note;

constexpr std::uint64_t kFileBytesLimit = 64ULL << 20U;
constexpr base::JsonLimits kLimits = {.bytes = 256ULL << 20U,
                                      .depth = 16,
                                      .values = 8'000'000,
                                      .string_bytes = 1U << 16U,
                                      .key_bytes = 256};

GroundTruthPlace reading(const std::string& name) {
  return {fmt::format("reading '{}'", base::printable(name)), name};
}

/// "/precise_alignment/onsets/17" -> "precise_alignment.onsets[17]"
std::string place_of(std::string_view pointer) {
  std::string place;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view step = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(step.size());
    const bool index = !step.empty() && step.find_first_not_of("0123456789") == step.npos;
    place += index ? fmt::format("[{}]", step) : (place.empty() ? "" : ".") + std::string(step);
  }
  return base::printable(place);
}

std::string unpacked(const std::string& compressed, const std::filesystem::path& path) {
  try {
    return archive::gunzip(compressed, kLimits.bytes);
  } catch (const base::ArchiveError& error) {
    const std::string sentence = fmt::format("{}: {}", reading(path.string()).doing, error.what());
    const base::Where where{.path = path.string(), .url = {}, .pointer = {}};
    if (error.exit_code() == base::ExitCode::kQuota) {
      throw base::ArchiveError(error.exit_code(), sentence, where);
    }
    throw base::FormatError(sentence, where);
  }
}

std::string file_content(const std::filesystem::path& path) {
  try {
    return base::read_file(path, kFileBytesLimit);
  } catch (const base::DefinitionError& too_large) {
    throw base::FormatError(too_large.what(), too_large.where());
  }
}

/// Writes JSON in one fixed form. A list's items are anything that `number` or `name` takes.
class Text {
 public:
  void raw(std::string_view text) { m_text += text; }

  void number(double value) {
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    m_text.append(digits.data(), end);
  }
  void number(int value) { m_text += std::to_string(value); }

  /// 60 is "C4".
  void note_name(int pitch) {
    static constexpr std::string_view kNames[] = {"C",  "C#", "D",  "D#", "E",  "F",
                                                  "F#", "G",  "G#", "A",  "A#", "B"};
    m_text += fmt::format("\"{}{}\"", kNames[pitch % 12], pitch / 12 - 1);
  }

  /// `"key":[...]`, each item written by `write`.
  template <typename Range, typename Write>
  void list(std::string_view key, const Range& range, Write write) {
    m_text += fmt::format("\"{}\":[", key);
    bool first = true;
    for (const auto& item : range) {
      if (!first) m_text += ',';
      first = false;
      write(item);
    }
    m_text += ']';
  }

  [[nodiscard]] std::string take() { return std::move(m_text); }

 private:
  std::string m_text;
};

void add_alignment(Text& text, const music::Annotation& annotation, Alignment alignment) {
  const auto found = annotation.notes.find(alignment);
  const bool annotated = found != annotation.notes.end();
  const std::span<const Note> notes =
      annotated ? std::span<const Note>(found->second) : std::span<const Note>{};
  const bool any_velocity = std::any_of(notes.begin(), notes.end(), [](const Note& note) {
    return note.velocity != music::kUnknownVelocity;
  });
  text.raw(fmt::format("\"{}\":{{", music::name_of(alignment)));
  text.list("onsets", notes, [&](const Note& note) { text.number(note.onset); });
  text.raw(",");
  text.list("offsets", notes, [&](const Note& note) { text.number(note.offset); });
  text.raw(",");
  text.list("pitches", notes, [&](const Note& note) { text.number(note.pitch); });
  text.raw(",");
  text.list("notes", notes, [&](const Note& note) { text.note_name(note.pitch); });
  text.raw(",");
  text.list("velocities", any_velocity ? notes : std::span<const Note>{}, [&](const Note& note) {
    text.number(note.velocity == music::kUnknownVelocity ? static_cast<int>(kAsmdUnknown)
                                                         : note.velocity);
  });
  if (alignment == Alignment::kScore) {
    text.raw(",");
    text.list("beats", annotation.score_beats, [&](double beat) { text.number(beat); });
  }
  if (annotated) {
    text.raw(",");
    text.list("ids", notes, [&](const Note& note) { text.number(note.id); });
  }
  text.raw("},");
}

void add_pedal(Text& text, const music::Annotation& annotation, const PedalKey& key) {
  music::Pedals events;
  for (const auto& event : annotation.pedals) {
    if (event.controller == key.controller) events.push_back(event);
  }
  text.raw(fmt::format("\"{}\":{{", key.name));
  text.list("values", events, [&](const auto& event) { text.number(event.value); });
  text.raw(",");
  text.list("times", events, [&](const auto& event) { text.number(event.time); });
  text.raw("},");
}

std::string text_of(const music::Annotation& annotation, const GroundTruthPlace& place) {
  check_ground_truth(annotation, place);
  Text text;
  text.raw(fmt::format("{{\"format\":{},", kGroundTruthFormat));
  for (const Alignment alignment :
       {Alignment::kScore, Alignment::kMisaligned, Alignment::kPrecise, Alignment::kBroad}) {
    add_alignment(text, annotation, alignment);
  }
  text.raw("\"missing\":[],\"extra\":[],\"f0\":[],");
  for (const auto& key : kPedalKeys) add_pedal(text, annotation, key);
  text.raw(fmt::format("\"instrument\":{}}}\n", annotation.program));
  return text.take();
}

}  // namespace

music::Annotation parse_ground_truth(std::string_view text, const std::string& name,
                                     GroundTruthRepairs* repairs) {
  const GroundTruthPlace place = reading(name);
  GroundTruthRepairs unwanted;
  try {
    return annotation_from(base::parse_json(text, kLimits), place,
                           repairs != nullptr ? *repairs : unwanted);
  } catch (const base::JsonFault& fault) {
    const std::string where = fault.pointer.empty()
                                  ? fmt::format("line {}, column {}", fault.line, fault.column)
                                  : place_of(fault.pointer);
    throw base::FormatError(fmt::format("{}: {}: {}", place.doing, where, fault.what()),
                            {.path = name, .url = {}, .pointer = fault.pointer});
  }
}

music::Annotation read_ground_truth(const std::filesystem::path& path,
                                    GroundTruthRepairs* repairs) {
  return parse_ground_truth(unpacked(file_content(path), path), path.string(), repairs);
}

std::string ground_truth_text(const music::Annotation& annotation) {
  return text_of(annotation, {"writing ground truth", {}});
}

void write_ground_truth(const music::Annotation& annotation, const std::filesystem::path& path) {
  const std::string text = text_of(
      annotation, {fmt::format("writing '{}'", base::printable(path.string())), path.string()});
  base::write_file_atomically(path, archive::gzip(text));
}

}  // namespace setlist::formats
