#include "bindings/bind.hpp"
#include "bindings/bind_dataset.hpp"
#include "setlist/selection/citation.hpp"
#include "setlist/selection/grouping.hpp"
#include "setlist/selection/lockfile.hpp"
#include "setlist/selection/ordering.hpp"
#include "setlist/selection/split.hpp"
#include "setlist/selection/statistics.hpp"

#include <utility>

#include <pybind11/operators.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

namespace py = pybind11;

namespace setlist::bindings {
namespace {

using dataset::Dataset;

using Released = py::call_guard<GilReleased>;

Dataset taken(const Dataset& dataset, const std::vector<std::size_t>& positions) {
  return Dataset(dataset.selection().taken(positions));
}

Dataset sorted(const Dataset& dataset, const std::vector<std::string>& by, bool reverse) {
  return Dataset(selection::sorted(dataset.selection(), by, reverse));
}

Dataset sampled(const Dataset& dataset, std::size_t n, std::uint64_t seed) {
  return Dataset(selection::sampled(dataset.selection(), n, seed));
}

using Groups = std::vector<std::pair<std::optional<std::string>, Dataset>>;

Groups grouped(const Dataset& dataset, const std::string& field) {
  Groups groups;
  for (auto& group : selection::grouped(dataset.selection(), field)) {
    groups.emplace_back(std::move(group.value), Dataset(std::move(group.songs)));
  }
  return groups;
}

using Parts = std::tuple<std::vector<Dataset>, std::size_t, std::size_t, std::size_t>;

Parts split(const Dataset& dataset, const std::vector<double>& fractions, std::uint64_t seed,
            const std::vector<std::string>& by, const std::string& stratify) {
  auto made = selection::split(dataset.selection(), {fractions, seed, by, stratify});
  std::vector<Dataset> parts;
  for (auto& part : made.parts) parts.emplace_back(std::move(part));
  return {std::move(parts), made.groups, made.largest, made.unknown};
}

py::dict counts(const std::vector<selection::ValueCount>& values) {
  py::dict dict;
  for (const auto& value : values) dict[py::str(value.value)] = value.songs;
  return dict;
}

py::dict statistics(const Dataset& dataset) {
  const auto all = without_gil([&] { return selection::statistics(dataset.selection()); });
  py::dict dict;
  dict["songs"] = all.songs;
  dict["seconds"] = all.seconds;
  dict["songs_without_duration"] = all.without_duration;
  dict["notes"] = static_cast<std::uint64_t>(all.notes);
  dict["songs_without_notes"] = all.without_notes;
  dict["with_audio"] = all.with_audio;
  dict["with_sources"] = all.with_sources;
  dict["installed"] = all.installed;
  dict["datasets"] = counts(all.datasets);
  dict["composers"] = counts(all.composers);
  dict["instruments"] = counts(all.instruments);
  dict["groups"] = counts(all.groups);
  dict["tags"] = counts(all.tags);
  py::dict annotations;
  for (const auto& type : all.annotations) {
    py::dict levels;
    levels["manual"] = type.manual;
    levels["algorithmic"] = type.algorithmic;
    annotations[py::str(type.type)] = levels;
  }
  dict["annotations"] = annotations;
  return dict;
}

py::dict licenses(const Dataset& dataset) {
  py::dict dict;
  for (const auto& use : selection::licenses(dataset.selection())) {
    py::dict facts;
    facts["songs"] = use.songs;
    facts["datasets"] = use.datasets;
    facts["url"] = use.url.empty() ? py::object(py::none()) : py::object(py::str(use.url));
    dict[use.id.empty() ? py::object(py::none()) : py::object(py::str(use.id))] = facts;
  }
  return dict;
}

void write_lockfile(const Dataset& dataset, const std::filesystem::path& path) {
  selection::write_lockfile(selection::locked(dataset.selection()), path);
}

std::tuple<Dataset, std::vector<std::string>, std::size_t> read_lockfile(
    const Dataset& collection, const std::filesystem::path& path) {
  auto restored = selection::restored(selection::read_lockfile(path), collection.selection());
  return {Dataset(std::move(restored.songs)), std::move(restored.differences),
          restored.not_compared};
}

}  // namespace

void add_set_operations(DatasetClass& dataset) {
  dataset.def(py::self & py::self, Released())
      .def(py::self | py::self, Released())
      .def(py::self - py::self, Released())
      .def(py::self ^ py::self, Released())
      .def("__invert__", &Dataset::complement, Released())
      .def(py::self == py::self, Released())
      .def(py::self <= py::self, Released())
      .def(py::self < py::self, Released())
      .def("fingerprint", [](const Dataset& d) { return d.selection().fingerprint() >> 3; })
      .def("differences", [](const Dataset& a, const Dataset& b) {
        return differences(a.selection(), b.selection());
      });
}

void add_views(DatasetClass& dataset) {
  dataset.def("take", &taken)
      .def("sorted", &sorted, Released())
      .def("sample", &sampled, Released())
      .def("groupby", &grouped, Released())
      .def("split", &split, Released())
      .def("stats", &statistics)
      .def("cite", [](const Dataset& d) { return selection::bibtex(d.selection()); })
      .def("licenses", &licenses)
      .def("to_lockfile", &write_lockfile, Released())
      .def("from_lockfile", &read_lockfile, Released());
}

}  // namespace setlist::bindings
