#pragma once

#include <pybind11/pybind11.h>

namespace setlist::bindings {

/// One function a layer of the engine.
void bind_base(pybind11::module_& module);
void bind_music(pybind11::module_& module);
void bind_formats(pybind11::module_& module);
void bind_dataset(pybind11::module_& module);
void bind_loading(pybind11::module_& module);
void bind_install(pybind11::module_& module);
void bind_cli(pybind11::module_& module);

/// Runs work that reads disk or computes while other Python threads go on.
template <typename Work>
auto without_gil(Work work) {
  const pybind11::gil_scoped_release released;
  return work();
}

}  // namespace setlist::bindings
