#include "bindings/bind.hpp"
#include "cli/command.hpp"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace setlist::bindings {

void bind_cli(py::module_& module) {
  module.def("run_command", &cli::run, py::arg("arguments"), py::call_guard<GilReleased>(),
             "Run the `setlist` command with these arguments; returns its exit code.");
}

}  // namespace setlist::bindings
