#include "bindings/json_object.hpp"

namespace py = pybind11;

namespace setlist::bindings {

py::object to_python(const base::Json& json) {
  using base::Json;
  if (const auto* truth = json.as<bool>()) return py::bool_(*truth);
  if (const auto* integer = json.as<std::int64_t>()) return py::int_(*integer);
  if (const auto* number = json.as<double>()) return py::float_(*number);
  if (const auto* text = json.as<std::string>()) return py::str(*text);
  if (const auto* array = json.as<Json::Array>()) {
    py::list list;
    for (const auto& item : *array) list.append(to_python(item));
    return list;
  }
  if (const auto* object = json.as<Json::Object>()) {
    py::dict dict;
    for (const auto& [key, item] : *object) dict[py::str(key)] = to_python(item);
    return dict;
  }
  return py::none();
}

py::dict song_meta(const definition::SongEntry& song) {
  py::dict meta;
  if (song.meta.as<base::Json::Object>()) meta = to_python(song.meta);
  if (song.year) meta["year"] = *song.year;
  if (!song.album.empty()) meta["album"] = song.album;
  return meta;
}

}  // namespace setlist::bindings
