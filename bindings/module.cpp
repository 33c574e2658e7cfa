#include "bindings/bind.hpp"

PYBIND11_MODULE(_core, module) {
  module.doc() = "The engine of setlist.";
  setlist::bindings::bind_base(module);
  setlist::bindings::bind_music(module);
  setlist::bindings::bind_formats(module);
  setlist::bindings::bind_dataset(module);
  setlist::bindings::bind_loading(module);
  setlist::bindings::bind_install(module);
  setlist::bindings::bind_cli(module);
}
