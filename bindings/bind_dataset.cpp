#include "bindings/bind.hpp"
#include "bindings/bind_music.hpp"
#include "bindings/json_object.hpp"
#include "bindings/numpy_view.hpp"
#include "setlist/dataset/dataset.hpp"

#include <pybind11/operators.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

namespace py = pybind11;

namespace setlist::bindings {
namespace {

using catalog::Filter;
using dataset::Dataset;
using dataset::Song;

/// What a catalogue was opened from, for pickles: (install_dir, definition folders).
using Origin = std::pair<std::string, std::vector<std::string>>;

std::vector<Origin> origins_of(const catalog::Catalog& catalog) {
  std::vector<Origin> origins;
  for (const auto& configuration : catalog.origins()) {
    std::vector<std::string> folders;
    for (const auto& folder : configuration.definitions) folders.push_back(folder.string());
    origins.emplace_back(configuration.install_dir.string(), std::move(folders));
  }
  return origins;
}

Dataset reopened(const std::vector<Origin>& origins) {
  std::optional<Dataset> all;
  for (const auto& [install_dir, folders] : origins) {
    catalog::Configuration configuration{{}, install_dir, {}};
    for (const auto& folder : folders) configuration.definitions.emplace_back(folder);
    Dataset opened = Dataset::open(configuration);
    all = all ? *all | opened : opened;
  }
  return all.value();
}

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
          "Performer, or None.")
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

Filter filter_of(const py::dict& fields) {
  Filter filter;
  const auto set = [&](const char* name, auto& target) {
    if (!fields.contains(name)) return;
    try {
      target = fields[name].cast<std::decay_t<decltype(target)>>();
    } catch (const py::cast_error&) {
      throw py::type_error(std::string("filtering songs: ") + name + " is " +
                           py::repr(fields[name]).cast<std::string>() + ", of a wrong type");
    }
  };
  set("datasets", filter.datasets);
  set("instruments", filter.instruments);
  set("composer", filter.composer);
  set("title", filter.title);
  set("artist", filter.artist);
  set("groups", filter.groups);
  set("tags", filter.tags);
  set("ensemble", filter.ensemble);
  set("ground_truth", filter.ground_truth);
  return filter;
}

catalog::Overrides overrides_of(const std::optional<std::filesystem::path>& config,
                                const std::vector<std::filesystem::path>& definitions,
                                const std::optional<std::filesystem::path>& install_dir) {
  return {config, definitions, install_dir};
}

}  // namespace

void bind_dataset(py::module_& module) {
  bind_song(module);
  py::class_<Dataset>(module, "Dataset", "The engine's side of setlist.Dataset.")
      .def_static(
          "open",
          [](const std::optional<std::filesystem::path>& config,
             const std::vector<std::filesystem::path>& definitions,
             const std::optional<std::filesystem::path>& install_dir) {
            return without_gil(
                [&] { return Dataset::open(overrides_of(config, definitions, install_dir)); });
          },
          py::arg("config"), py::arg("definitions"), py::arg("install_dir"))
      .def_static("reopen", &reopened, py::call_guard<py::gil_scoped_release>())
      .def("__len__", &Dataset::size)
      .def("at", &Dataset::operator[])
      .def("find", &Dataset::find)
      .def("take",
           [](const Dataset& d, const std::vector<std::size_t>& positions) {
             return Dataset(d.selection().taken(positions));
           })
      .def("filter",
           [](const Dataset& d, const py::dict& fields) { return d.filter(filter_of(fields)); })
      .def("query", &Dataset::query)
      .def("not_searched",
           [](const Dataset& d, const std::string& text, const py::dict& fields) {
             const auto& catalog = *d.selection().catalog();
             if (d.size() != catalog.size()) return std::vector<std::string>();
             auto query = catalog::parse_query(text);
             for (auto& term : catalog::to_query(filter_of(fields)).terms) {
               query.terms.push_back(std::move(term));
             }
             return catalog::not_searched(catalog, query);
           })
      .def("origins", [](const Dataset& d) { return origins_of(*d.selection().catalog()); })
      .def("ids",
           [](const Dataset& d) {
             std::vector<std::string> ids;
             for (const auto n : d.selection().numbers())
               ids.push_back(d.selection().catalog()->id_of(n));
             return ids;
           })
      .def("warnings",
           [](const Dataset& d) {
             std::vector<std::string> lines;
             for (const auto& w : d.selection().catalog()->diagnostics())
               lines.push_back(base::to_text(w));
             return lines;
           })
      .def(py::self & py::self)
      .def(py::self | py::self)
      .def(py::self - py::self)
      .def(py::self ^ py::self)
      .def("__invert__", &Dataset::complement)
      .def(py::self == py::self)
      .def(py::self <= py::self)
      .def(py::self < py::self);
  module.def("official_definitions", &catalog::official_definitions,
             "The folder of the definitions that come with setlist.");
}

}  // namespace setlist::bindings
