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

/// Lets other Python threads go on. Where a thread asks for the GIL back while Python ends, Python
/// ends the thread by unwinding it, which may pass through here; pybind11's own class forbids that.
class GilReleased {
 public:
  GilReleased() : m_state(PyEval_SaveThread()) {}
  ~GilReleased() noexcept(false) { PyEval_RestoreThread(m_state); }
  GilReleased(const GilReleased&) = delete;
  GilReleased& operator=(const GilReleased&) = delete;

 private:
  PyThreadState* m_state;
};

/// Runs work that reads disk or computes while other Python threads go on.
template <typename Work>
auto without_gil(Work work) {
  const GilReleased released;
  return work();
}

}  // namespace setlist::bindings
