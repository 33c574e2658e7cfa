#pragma once

#include "setlist/dataset/dataset.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <pybind11/pybind11.h>

namespace setlist::bindings {

/// What a catalogue was opened from, for pickles: install_dir, folders of definitions, vocabulary.
using Origin = std::tuple<std::string, std::vector<std::string>, std::optional<std::string>>;
[[nodiscard]] std::vector<Origin> origins_of(const catalog::Catalog& catalog);

using DatasetClass = pybind11::class_<dataset::Dataset>;
void bind_song(pybind11::module_& module);
void add_queries(DatasetClass& dataset);
void add_set_operations(DatasetClass& dataset);
void add_views(DatasetClass& dataset);

}  // namespace setlist::bindings
