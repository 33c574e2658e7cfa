#include "bindings/bind.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/dataset/dataset.hpp"
#include "setlist/install/installed.hpp"
#include "setlist/install/installer.hpp"
#include "setlist/install/subject.hpp"
#include "setlist/install/verification.hpp"

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

namespace py = pybind11;

namespace setlist::bindings {
namespace {

using base::Progress;
using dataset::Dataset;

const catalog::DatasetEntry& entry_named(const Dataset& dataset, const std::string& name) {
  const auto& catalog = *dataset.selection().catalog();
  if (const auto* entry = catalog.dataset_named(name)) return *entry;
  std::vector<std::string> known;
  for (const auto& entry : catalog.datasets()) known.push_back(entry.definition.name);
  throw base::UsageError("no dataset is named '" + base::printable(name) + "'" +
                         base::suggestion(name, known));
}

const char* word_of(Progress::Phase phase) {
  constexpr const char* kWords[] = {"download", "unpack", "convert", "publish", "verify"};
  return kWords[static_cast<int>(phase)];
}

/// Called without the GIL from the installing thread; Ctrl-C is looked for at every report.
base::ProgressCallback progress_of(const py::object& callback) {
  return [callback](const Progress& progress) {
    const py::gil_scoped_acquire held;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (callback.is_none()) return true;
    py::dict event;
    event["phase"] = word_of(progress.phase);
    event["dataset"] = progress.dataset;
    event["item"] = progress.item;
    event["done"] = progress.done;
    event["total"] = progress.total;
    const py::object answer = callback(event);
    return answer.is_none() || static_cast<bool>(py::bool_(answer));
  };
}

py::dict report_dict(const install::InstallReport& report) {
  py::dict failed;
  for (const auto& song : report.failed) failed[py::str(song.song)] = song.reason;
  py::dict result;
  result["dataset"] = report.dataset;
  result["was_installed"] = report.was_installed;
  result["fetched_bytes"] = report.fetched_bytes;
  result["files"] = report.files;
  result["failed"] = failed;
  return result;
}

py::dict plan_dict(const install::Plan& plan) {
  py::list resources;
  for (const auto& resource : plan.resources) {
    py::dict entry;
    entry["id"] = resource.id;
    entry["bytes"] = resource.size_bytes;
    entry["action"] = resource.keep ? "keep" : "fetch";
    resources.append(entry);
  }
  py::dict result;
  result["dataset"] = plan.dataset;
  result["version"] = plan.version;
  result["folder"] = plan.folder;
  result["nothing_to_do"] = plan.nothing_to_do;
  result["resources"] = resources;
  result["steps"] = plan.steps;
  result["fetch_bytes"] = plan.fetch_bytes;
  result["peak_bytes"] = plan.peak_bytes;
  result["free_bytes"] = plan.free_bytes;
  result["songs"] = plan.songs;
  result["license"] = plan.license.id;
  result["citation"] = plan.citation;
  return result;
}

}  // namespace

void bind_install(py::module_& module) {
  module.def("plan", [](const Dataset& dataset, const std::string& name,
                        const std::vector<std::string>& mirrors,
                        const std::optional<std::filesystem::path>& from) {
    const auto& entry = entry_named(dataset, name);
    return plan_dict(without_gil([&] {
      const auto subject = install::subject(entry);
      return install::plan(subject, install::look_at_disk(subject, from.value_or("")), mirrors);
    }));
  });
  module.def(
      "install",
      [](const Dataset& dataset, const std::string& name, const std::vector<std::string>& mirrors,
         const std::optional<std::filesystem::path>& from, const py::object& progress) {
        const auto& entry = entry_named(dataset, name);
        install::InstallOptions options;
        options.progress = progress_of(progress);
        return report_dict(without_gil([&] {
          const auto subject = install::subject(entry);
          const auto plan =
              install::plan(subject, install::look_at_disk(subject, from.value_or("")), mirrors);
          return install::install(subject, plan, options);
        }));
      });
  module.def("verify",
             [](const Dataset& dataset, const std::string& name, const py::object& progress) {
               const auto& entry = entry_named(dataset, name);
               const auto callback = progress_of(progress);
               const auto found = without_gil([&] { return install::verify(entry, callback); });
               py::dict result;
               result["dataset"] = found.dataset;
               result["sound"] = found.is_sound();
               result["files"] = found.files;
               result["bytes"] = found.bytes;
               result["missing"] = found.missing;
               result["changed"] = found.changed;
               result["unknown"] = found.unknown;
               return result;
             });
  module.def("remove", [](const Dataset& dataset, const std::string& name, bool with_unknown) {
    const auto& entry = entry_named(dataset, name);
    without_gil([&] { install::remove(entry, with_unknown); });
  });
}

}  // namespace setlist::bindings
