#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>

namespace setlist::bindings {

/// A NumPy array over a vector's memory, without a copy: a capsule keeps the vector alive.
template <typename T>
pybind11::array numpy_view(std::vector<T> values, std::vector<pybind11::ssize_t> shape) {
  auto owner = std::make_unique<std::vector<T>>(std::move(values));
  T* data = owner->data();
  const pybind11::capsule keeper(owner.get(),
                                 [](void* p) { delete static_cast<std::vector<T>*>(p); });
  (void)owner.release();
  return pybind11::array(pybind11::dtype::of<T>(), std::move(shape), data, keeper);
}

template <typename T>
pybind11::array numpy_view(std::vector<T> values) {
  const auto size = static_cast<pybind11::ssize_t>(values.size());
  return numpy_view(std::move(values), {size});
}

}  // namespace setlist::bindings
