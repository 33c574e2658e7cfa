#include "bindings/bind.hpp"
#include "bindings/bind_dataset.hpp"
#include "bindings/bind_music.hpp"
#include "bindings/json_object.hpp"
#include "bindings/numpy_view.hpp"

#include <pybind11/operators.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

namespace py = pybind11;

namespace setlist::bindings {
namespace {

using dataset::Song;

py::object optional_text(const std::string& text) {
  return text.empty() ? py::object(py::none()) : py::object(py::str(text));
}

py::dict window_dict(dataset::Window window, bool mono, bool with_sources) {
  py::dict result;
  result["start"] = window.start;
  result["duration"] = window.duration;
  auto [audio, rate] = audio_pair(std::move(window.audio), mono);
  result["audio"] = audio;
  result["sr"] = rate;
  if (with_sources) {
    py::list sources;
    for (auto& source : window.sources) {
      sources.append(audio_pair(std::move(source), mono).first);
    }
    result["sources"] = sources;
  }
  result["notes"] = numpy_view(std::move(window.notes));
  result["pianoroll"] = roll_array(std::move(window.pianoroll));
  result["pedals"] = numpy_view(std::move(window.pedals));
  return result;
}

void bind_song_facts(py::class_<Song>& song) {
  song.def_property_readonly("id", &Song::id, "DATASET/local, unique in the collection.")
      .def_property_readonly("dataset", &Song::dataset, "Name of its dataset.")
      .def_property_readonly(
          "title", [](const Song& s) { return optional_text(s.facts().title); }, "Title, or None.")
      .def_property_readonly(
          "composer", [](const Song& s) { return optional_text(s.facts().composer); },
          "Composer, or None when not known.")
      .def_property_readonly(
          "artist", [](const Song& s) { return optional_text(s.facts().artist); },
          "Artist, or None.")
      .def_property_readonly(
          "performer", [](const Song& s) { return optional_text(s.facts().performer); },
          "Who plays, or None.")
      .def_property_readonly(
          "work", [](const Song& s) { return optional_text(s.facts().work); },
          "What several performances have in common, or None.")
      .def_property_readonly(
          "album", [](const Song& s) { return optional_text(s.facts().album); }, "Album, or None.")
      .def_property_readonly(
          "license", [](const Song& s) { return optional_text(s.license()); },
          "Its own licence, else its dataset's, or None.")
      .def_property_readonly(
          "text", [](const Song& s) { return optional_text(s.facts().text); },
          "A caption, or None.")
      .def_property_readonly(
          "year", [](const Song& s) { return s.facts().year; }, "Year, or None.")
      .def_property_readonly(
          "instruments", [](const Song& s) { return s.facts().instruments; },
          "Names, in the order of the sources.")
      .def_property_readonly(
          "groups", [](const Song& s) { return s.facts().groups; }, "Such as 'train'.")
      .def_property_readonly(
          "tags", [](const Song& s) { return s.facts().tags; }, "Free tags.")
      .def_property_readonly(
          "offset", [](const Song& s) { return s.facts().offset_seconds; },
          "Seconds from annotation time to recording time; applied already.")
      .def_property_readonly(
          "duration", [](const Song& s) { return without_gil([&] { return s.duration(); }); },
          "Seconds.")
      .def_property_readonly(
          "sample_rate", [](const Song& s) { return without_gil([&] { return s.sample_rate(); }); },
          "Hz, of the recording.")
      .def_property_readonly(
          "meta", [](const Song& s) { return song_meta(s.facts()); },
          "What the definition states beside the named fields, a dict.");
}

void bind_song_audio(py::class_<Song>& song) {
  song.def(
          "audio",
          [](const Song& s, std::optional<int> sr, double start, std::optional<double> duration,
             bool mono) {
            auto audio = without_gil([&] { return s.audio({sr, start, duration, mono}); });
            return audio_pair(std::move(audio), mono);
          },
          py::kw_only(), py::arg("sr") = py::none(), py::arg("start") = 0.0,
          py::arg("duration") = py::none(), py::arg("mono") = false,
          "The recording, or a span of it in seconds: (array, sample rate).\n\n"
          "float32, (frames,) if mono else (channels, frames); equal to that slice of the whole.")
      .def(
          "sources",
          [](const Song& s, std::optional<int> sr, double start, std::optional<double> duration,
             bool mono) {
            auto sources = without_gil([&] { return s.sources({sr, start, duration, mono}); });
            py::list list;
            for (auto& source : sources) list.append(audio_pair(std::move(source), mono));
            return list;
          },
          py::kw_only(), py::arg("sr") = py::none(), py::arg("start") = 0.0,
          py::arg("duration") = py::none(), py::arg("mono") = false,
          "The separated sources in the order of `instruments`: a list of (array, sample rate).");
}

void bind_song_annotations(py::class_<Song>& song) {
  song.def_property_readonly(
          "alignments",
          [](const Song& s) {
            std::vector<std::string> names;
            for (const auto a : without_gil([&] { return s.alignments(); })) {
              names.emplace_back(music::name_of(a));
            }
            return names;
          },
          "Names of the alignments that are annotated.")
      .def(
          "notes",
          [](const Song& s, const AlignmentArgument& alignment) {
            const auto preference = preference_of(alignment);
            return numpy_view(without_gil([&] { return s.notes(preference); }));
          },
          py::arg("alignment") = "precise_alignment",
          "Notes as a structured array: onset, offset, pitch, velocity, program, source, id.\n\n"
          "`alignment` is a name or a list of names, of which the first that is annotated is "
          "taken; "
          "never another one. Times are on the recording's clock (but 'score').")
      .def(
          "pedals",
          [](const Song& s) { return numpy_view(without_gil([&] { return s.pedals(); })); },
          "Pedal events as a structured array: time, controller (64, 66, 67), value, source.")
      .def(
          "pianoroll",
          [](const Song& s, double resolution, const AlignmentArgument& alignment, bool binary) {
            const auto preference = preference_of(alignment);
            return roll_array(without_gil([&] {
              return s.pianoroll({resolution, preference, binary});
            }));
          },
          py::kw_only(), py::arg("resolution") = 0.01, py::arg("alignment") = "precise_alignment",
          py::arg("binary") = false,
          "uint8, (128, columns): the loudest velocity in each column of `resolution` seconds.")
      .def(
          "window",
          [](const Song& s, double start, double duration, std::optional<int> sr, bool mono,
             double resolution, const AlignmentArgument& alignment, bool sources) {
            const dataset::WindowRequest request{
                start, duration, sr, mono, resolution, preference_of(alignment), sources};
            return window_dict(without_gil([&] { return s.window(request); }), mono, sources);
          },
          py::arg("start"), py::arg("duration"), py::kw_only(), py::arg("sr") = py::none(),
          py::arg("mono") = false, py::arg("resolution") = 0.01,
          py::arg("alignment") = "precise_alignment", py::arg("sources") = false,
          "Audio, notes, pianoroll and pedals of the same span, a dict; time 0 is its first "
          "sample.");
}

}  // namespace

void bind_song(py::module_& module) {
  py::class_<Song> song(module, "Song", "One song: metadata, audio, sources and annotations.");
  bind_song_facts(song);
  bind_song_audio(song);
  bind_song_annotations(song);
  song.def_property_readonly("recording_files", &Song::recording_files,
                             "Paths of the recordings on disk.")
      .def_property_readonly("source_files", &Song::source_files, "Paths of the sources on disk.")
      .def_property_readonly("ground_truth_files", &Song::ground_truth_files,
                             "Paths of the annotations on disk.")
      .def("__repr__", [](const Song& s) { return "<Song " + s.id() + ">"; })
      .def(
          "__eq__", [](const Song& a, const Song& b) { return a.id() == b.id(); },
          py::is_operator())
      .def("__hash__", [](const Song& s) { return py::hash(py::str(s.id())); })
      .def("_origins", [](const Song& s) { return origins_of(s.catalog()); });
}

}  // namespace setlist::bindings
