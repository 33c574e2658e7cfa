#include "bindings/bind.hpp"
#include "bindings/bind_music.hpp"
#include "bindings/numpy_view.hpp"
#include "setlist/formats/audio_file.hpp"
#include "setlist/formats/ground_truth_file.hpp"
#include "setlist/formats/midi_file.hpp"

#include <algorithm>

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

namespace py = pybind11;

namespace setlist::bindings {
namespace {

using std::filesystem::path;

py::dict annotation_dict(music::Annotation annotation) {
  py::dict result;
  for (auto& [alignment, notes] : annotation.notes) {
    for (auto& note : notes) note.program = annotation.program;
    result[py::str(std::string(music::name_of(alignment)))] = numpy_view(std::move(notes));
  }
  result["pedals"] = numpy_view(std::move(annotation.pedals));
  result["score_beats"] = numpy_view(std::move(annotation.score_beats));
  result["program"] = annotation.program;
  return result;
}

music::Notes all_notes(const formats::MidiFile& midi) {
  music::Notes notes;
  for (const auto& instrument : midi.instruments) {
    for (music::Note note : instrument.notes) {
      note.program = instrument.program;
      notes.push_back(note);
    }
  }
  music::sort_canonically(notes);
  return notes;
}

music::Pedals all_pedals(const formats::MidiFile& midi) {
  music::Pedals pedals;
  for (const auto& instrument : midi.instruments) {
    pedals.insert(pedals.end(), instrument.pedals.begin(), instrument.pedals.end());
  }
  std::stable_sort(pedals.begin(), pedals.end(),
                   [](const auto& a, const auto& b) { return a.time < b.time; });
  return pedals;
}

py::list instrument_list(const formats::MidiFile& midi) {
  py::list list;
  for (const auto& instrument : midi.instruments) {
    py::dict entry;
    entry["name"] = py::reinterpret_steal<py::object>(PyUnicode_DecodeUTF8(
        instrument.name.data(), static_cast<Py_ssize_t>(instrument.name.size()), "replace"));
    entry["program"] = instrument.program;
    entry["track"] = instrument.track;
    entry["channel"] = instrument.channel;
    list.append(entry);
  }
  return list;
}

void bind_midi(py::module_& module) {
  py::class_<formats::MidiFile>(module, "MidiFile", "What a MIDI file holds; times in seconds.")
      .def_property_readonly(
          "notes", [](const formats::MidiFile& m) { return numpy_view(all_notes(m)); },
          "All notes, sorted; `source` is the index in `instruments`.")
      .def_property_readonly(
          "pedals", [](const formats::MidiFile& m) { return numpy_view(all_pedals(m)); },
          "Pedal events of all instruments, sorted by time.")
      .def_property_readonly("instruments", &instrument_list,
                             "A dict each: name, program (128 for drums), track, channel.")
      .def_property_readonly(
          "beats", [](const formats::MidiFile& m) { return numpy_view(m.beats); },
          "Beat times, seconds.")
      .def_property_readonly(
          "downbeats", [](const formats::MidiFile& m) { return numpy_view(m.downbeats); },
          "Downbeat times, seconds.")
      .def_property_readonly(
          "tempi",
          [](const formats::MidiFile& m) {
            std::vector<std::pair<double, double>> rows;
            for (const auto& t : m.tempi) rows.emplace_back(t.time, t.quarters_per_minute);
            return rows;
          },
          "(seconds, quarters a minute) of each tempo.")
      .def_readonly("end_time", &formats::MidiFile::end_time, "Seconds of the last event.")
      .def_readonly("warnings", &formats::MidiFile::warnings,
                    "What the file does that the standard does not allow.")
      .def("__repr__", [](const formats::MidiFile& m) {
        return "<MidiFile: " + std::to_string(all_notes(m).size()) + " notes, " +
               std::to_string(m.instruments.size()) + " instruments>";
      });
  module.def(
      "read_midi",
      [](const path& file) { return without_gil([&] { return formats::read_midi(file); }); },
      py::arg("path"),
      "Read a MIDI file: notes, pedals, beats, tempi, instruments.\n\n"
      "Times are those of pretty_midi, bit for bit.");
}

}  // namespace

void bind_formats(py::module_& module) {
  module.def(
      "read_audio",
      [](const path& file, double start, std::optional<double> duration, std::optional<int> sr,
         bool mono) {
        auto audio = without_gil([&] {
          return formats::read_audio(file, {sr, start, duration, mono});
        });
        return audio_pair(std::move(audio), mono);
      },
      py::arg("path"), py::kw_only(), py::arg("start") = 0.0, py::arg("duration") = py::none(),
      py::arg("sr") = py::none(), py::arg("mono") = false,
      "Read an audio file, or a span of it in seconds.\n\n"
      "Returns\n-------\naudio : numpy.ndarray\n    float32, (frames,) if mono else "
      "(channels, frames). A stated duration always gives the same number of frames: what lies "
      "outside the recording is silence.\nsr : int\n    The sample rate, Hz.");
  module.def(
      "read_ground_truth",
      [](const path& file) {
        return annotation_dict(without_gil([&] { return formats::read_ground_truth(file); }));
      },
      py::arg("path"),
      "Read one instrument's ground truth (.json.gz): a dict of note arrays by alignment, "
      "'pedals', "
      "'score_beats' and 'program'.");
  bind_midi(module);
}

}  // namespace setlist::bindings
