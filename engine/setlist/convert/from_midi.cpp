#include "setlist/convert/from_midi.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/formats/midi_file.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::convert {
namespace {

struct Options {
  music::Alignment alignment = music::Alignment::kPrecise;
  bool by_track = false;
};

Options read_options(const base::Json& json) {
  base::Diagnostics faults;
  base::ObjectReader reader(json, "", faults);
  Options options;
  if (const std::string name = reader.text("alignment"); !name.empty()) {
    if (const auto alignment = music::alignment_named(name)) {
      options.alignment = *alignment;
    } else {
      std::vector<std::string> known;
      for (const auto a : music::kAlignments) known.emplace_back(music::name_of(a));
      reader.fault("alignment", fmt::format("'{}' is not an alignment{}", base::printable(name),
                                            base::suggestion(name, known)));
    }
  }
  const std::string split = reader.text("split");
  options.by_track = split == "tracks";
  if (!split.empty() && split != "tracks" && split != "all") {
    reader.fault("split",
                 fmt::format("found '{}', expected 'all' or 'tracks'", base::printable(split)));
  }
  reader.refuse_unknown();
  if (!faults.empty()) {
    throw base::DefinitionError("converting with 'midi': " + faults.front().pointer + ": " +
                                faults.front().message);
  }
  return options;
}

/// Which annotation each track belongs to; -1 for a conductor's track.
std::vector<int> annotation_of_tracks(const formats::MidiFile& midi, std::size_t annotations,
                                      const std::filesystem::path& file) {
  std::vector<int> owner;
  int next = 0;
  for (std::size_t t = 0; t < midi.tracks.size(); ++t) {
    const bool conductor = t == 0 && midi.tracks.size() > 1 && !midi.tracks[t].has_channel_events;
    owner.push_back(conductor ? -1 : next++);
  }
  if (static_cast<std::size_t>(next) != annotations) {
    throw base::FormatError(
        fmt::format("converting '{}': it has {} tracks, expected one for each of the song's {} "
                    "annotation files",
                    base::printable(file.string()), next, annotations),
        {.path = file.string(), .url = {}, .pointer = {}});
  }
  return owner;
}

void add(music::Annotation& annotation, const formats::MidiInstrument& instrument,
         music::Alignment alignment) {
  auto& notes = annotation.notes[alignment];
  notes.insert(notes.end(), instrument.notes.begin(), instrument.notes.end());
  // A pedal is a gesture of the performance; a score's file has none to give.
  if (alignment != music::Alignment::kScore) {
    annotation.pedals.insert(annotation.pedals.end(), instrument.pedals.begin(),
                             instrument.pedals.end());
  }
}

void finish(music::Annotation& annotation, music::Alignment alignment) {
  auto& notes = annotation.notes[alignment];
  for (music::Note& note : notes) note.source = 0;
  music::sort_canonically(notes);
  for (std::size_t k = 0; k < notes.size(); ++k) notes[k].id = static_cast<std::int32_t>(k);
  for (auto& event : annotation.pedals) event.source = 0;
  std::stable_sort(annotation.pedals.begin(), annotation.pedals.end(),
                   [](const auto& a, const auto& b) { return a.time < b.time; });
}

}  // namespace

std::vector<music::Annotation> from_midi(const ConversionRequest& request) {
  const Options options = read_options(request.options);
  const formats::MidiFile midi = formats::read_midi(request.file);
  std::vector<music::Annotation> annotations(request.annotations);
  std::vector<int> owner(midi.tracks.size(), 0);
  if (options.by_track) owner = annotation_of_tracks(midi, request.annotations, request.file);
  for (std::size_t t = 0; t < midi.tracks.size(); ++t) {
    for (std::size_t a = 0; a < annotations.size(); ++a) {
      const bool mine = options.by_track ? owner[t] == static_cast<int>(a) : true;
      if (mine && midi.tracks[t].has_channel_events &&
          annotations[a].program == music::kUnknownProgram) {
        annotations[a].program = midi.tracks[t].program;
      }
    }
  }
  for (const auto& instrument : midi.instruments) {
    const int track_owner = owner[static_cast<std::size_t>(instrument.track)];
    for (std::size_t a = 0; a < annotations.size(); ++a) {
      if (!options.by_track || track_owner == static_cast<int>(a)) {
        add(annotations[a], instrument, options.alignment);
      }
    }
  }
  for (auto& annotation : annotations) {
    finish(annotation, options.alignment);
    if (options.alignment == music::Alignment::kScore) annotation.score_beats = midi.beats;
  }
  return annotations;
}

}  // namespace setlist::convert
