#include "bindings/bind_dataset.hpp"

#include "bindings/bind.hpp"

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

namespace py = pybind11;

namespace setlist::bindings {
namespace {

using dataset::Dataset;
using selection::Selection;
using Path = std::filesystem::path;

Dataset opened(const std::optional<Path>& config, const std::vector<Path>& definitions,
               const std::optional<Path>& install_dir, bool variants) {
  const auto dataset = Dataset::open({config, definitions, install_dir});
  return variants ? Dataset(Selection::whole(dataset.selection().catalog())) : dataset;
}

/// All songs, of all editions, of what a pickled dataset was opened from.
Dataset reopened(const std::vector<Origin>& origins) {
  std::optional<Selection> all;
  for (const auto& [install_dir, folders, vocabulary] : origins) {
    catalog::Configuration configuration{{}, install_dir, {}, {}};
    for (const auto& folder : folders) configuration.definitions.emplace_back(folder);
    if (vocabulary) configuration.vocabulary = *vocabulary;
    auto more = Selection::whole(catalog::Catalog::open(configuration));
    all = all ? *all | more : more;
  }
  return Dataset(all.value());
}

std::vector<std::string> ids_of(const Dataset& dataset) {
  std::vector<std::string> ids;
  ids.reserve(dataset.size());
  for (const auto number : dataset.selection().numbers()) {
    ids.push_back(dataset.selection().catalog()->id_of(number));
  }
  return ids;
}

std::vector<std::string> warnings_of(const Dataset& dataset) {
  std::vector<std::string> lines;
  for (const auto& diagnostic : dataset.selection().catalog()->diagnostics()) {
    lines.push_back(base::to_text(diagnostic));
  }
  return lines;
}

}  // namespace

std::vector<Origin> origins_of(const catalog::Catalog& catalog) {
  std::vector<Origin> origins;
  for (const auto& configuration : catalog.origins()) {
    std::vector<std::string> folders;
    for (const auto& folder : configuration.definitions) folders.push_back(folder.string());
    std::optional<std::string> vocabulary;
    if (configuration.vocabulary) vocabulary = configuration.vocabulary->string();
    origins.emplace_back(configuration.install_dir.string(), std::move(folders), vocabulary);
  }
  return origins;
}

void bind_dataset(py::module_& module) {
  bind_song(module);
  DatasetClass dataset(module, "Dataset", "The engine's side of setlist.Dataset.");
  dataset
      .def_static("open", &opened, py::arg("config"), py::arg("definitions"),
                  py::arg("install_dir"), py::arg("variants"), py::call_guard<GilReleased>())
      .def_static("reopen", &reopened, py::call_guard<GilReleased>())
      .def("__len__", &Dataset::size)
      .def("at", &Dataset::operator[])
      .def("find", &Dataset::find)
      .def("ids", [](const Dataset& d) { return without_gil([&] { return ids_of(d); }); })
      .def("origins", [](const Dataset& d) { return origins_of(*d.selection().catalog()); })
      .def("state",
           [](const Dataset& d) {
             return py::bytes(without_gil([&] { return d.selection().packed(); }));
           })
      .def("restored",
           [](const Dataset& d, const std::string& state) {
             return Dataset(Selection::restored(d.selection().catalog(), state));
           })
      .def("warnings", &warnings_of);
  add_queries(dataset);
  add_set_operations(dataset);
  add_views(dataset);
  module.def("official_definitions", &catalog::official_definitions,
             "The folder of the definitions that come with setlist.");
}

}  // namespace setlist::bindings
