#include "bindings/bind.hpp"
#include "setlist/base/error.hpp"
#include "setlist/version.hpp"

namespace py = pybind11;

namespace setlist::bindings {
namespace {

const char* class_of(const base::Error& error) {
  if (dynamic_cast<const base::UsageError*>(&error)) return "UsageError";
  if (dynamic_cast<const base::DefinitionError*>(&error)) return "DefinitionError";
  if (dynamic_cast<const base::TransferError*>(&error)) return "TransferError";
  if (dynamic_cast<const base::ChecksumError*>(&error)) return "ChecksumError";
  if (dynamic_cast<const base::ArchiveError*>(&error)) return "ArchiveError";
  if (dynamic_cast<const base::FormatError*>(&error)) return "FormatError";
  if (dynamic_cast<const base::NotInstalledError*>(&error)) return "NotInstalledError";
  if (dynamic_cast<const base::FileError*>(&error)) return "FileError";
  return "Error";
}

/// The classes are written in Python, where they can have bases such as ValueError.
void raise(const base::Error& error) {
  const py::object type = py::module_::import("setlist.errors").attr(class_of(error));
  py::object value = type(error.what());
  value.attr("path") = error.where().path;
  value.attr("url") = error.where().url;
  value.attr("pointer") = error.where().pointer;
  value.attr("exit_code") = static_cast<int>(error.exit_code());
  PyErr_SetObject(type.ptr(), value.ptr());
}

}  // namespace

void bind_base(py::module_& module) {
  module.attr("__version__") = version();
  py::register_exception_translator([](std::exception_ptr pointer) {
    try {
      if (pointer) std::rethrow_exception(pointer);
    } catch (const base::Interrupted& error) {
      PyErr_SetString(PyExc_KeyboardInterrupt, error.what());
    } catch (const base::Error& error) {
      raise(error);
    }
  });
}

}  // namespace setlist::bindings
