#include "bindings/bind.hpp"
#include "bindings/bind_music.hpp"
#include "bindings/numpy_view.hpp"
#include "setlist/loading/loader.hpp"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace setlist::bindings {
namespace {

using loading::Batch;
using loading::Loader;

py::dict batch_dict(Batch batch, const loading::LoaderOptions& options) {
  const auto windows = static_cast<py::ssize_t>(batch.windows);
  py::dict result;
  if (options.audio) {
    result["audio"] =
        numpy_view(std::move(batch.audio), {windows, static_cast<py::ssize_t>(batch.frames)});
  }
  if (options.pianoroll) {
    result["pianoroll"] =
        numpy_view(std::move(batch.pianoroll),
                   {windows, music::kPitches, static_cast<py::ssize_t>(batch.columns)});
  }
  if (options.notes) {
    result["notes"] = numpy_view(std::move(batch.notes));
    result["note_offsets"] = numpy_view(std::move(batch.note_offsets));
  }
  result["id"] = batch.ids;
  result["start"] = numpy_view(std::move(batch.starts));
  return result;
}

}  // namespace

void bind_loading(py::module_& module) {
  py::class_<Loader>(module, "Loader", "The engine's side of setlist.Loader.")
      .def(
          py::init([](const dataset::Dataset& dataset, double duration, std::optional<double> hop,
                      int sr, int batch_size, double resolution, const AlignmentArgument& alignment,
                      bool audio, bool pianoroll, bool notes, bool drop_last) {
            loading::LoaderOptions options{
                duration, hop,       sr,    batch_size, resolution, preference_of(alignment),
                audio,    pianoroll, notes, drop_last};
            return without_gil([&] { return Loader(dataset, options); });
          }),
          py::arg("dataset"), py::kw_only(), py::arg("duration"), py::arg("hop"), py::arg("sr"),
          py::arg("batch_size"), py::arg("resolution"), py::arg("alignment"), py::arg("audio"),
          py::arg("pianoroll"), py::arg("notes"), py::arg("drop_last"))
      .def_property_readonly("window_count", &Loader::window_count)
      .def_property_readonly("batch_count", &Loader::batch_count)
      .def("batch", [](const Loader& loader, std::size_t position) {
        return batch_dict(without_gil([&] { return loader.batch(position); }), loader.options());
      });
}

}  // namespace setlist::bindings
