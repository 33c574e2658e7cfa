#include "bindings/bind_music.hpp"

#include "bindings/bind.hpp"
#include "bindings/numpy_view.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/music/annotation.hpp"

namespace py = pybind11;

namespace setlist::bindings {

dataset::Preference preference_of(const AlignmentArgument& argument) {
  const auto* one = std::get_if<std::string>(&argument);
  const auto names = one ? std::vector<std::string>{*one} : std::get<1>(argument);
  dataset::Preference preference;
  for (const auto& name : names) {
    const auto alignment = music::alignment_named(name);
    if (!alignment) {
      std::vector<std::string> known;
      for (const auto a : music::kAlignments) known.emplace_back(music::name_of(a));
      throw base::UsageError("choosing an alignment: '" + base::printable(name) +
                             "' is not one of " + base::joined(known, ", ") +
                             base::suggestion(name, known));
    }
    preference.push_back(*alignment);
  }
  if (preference.empty()) {
    throw base::UsageError("choosing an alignment: the list is empty, expected at least one name");
  }
  return preference;
}

std::pair<py::array, int> audio_pair(music::AudioBuffer audio, bool mono) {
  const int rate = audio.sample_rate;
  const auto frames = static_cast<py::ssize_t>(audio.frames);
  std::vector<py::ssize_t> shape = {frames};
  if (!mono) shape.insert(shape.begin(), audio.channels);
  return {numpy_view(std::move(audio.samples), std::move(shape)), rate};
}

py::array roll_array(music::Pianoroll roll) {
  const auto columns = static_cast<py::ssize_t>(roll.columns);
  return numpy_view(std::move(roll.cells), {music::kPitches, columns});
}

void bind_music(py::module_& module) {
  PYBIND11_NUMPY_DTYPE(music::Note, onset, offset, id, pitch, velocity, program, source);
  PYBIND11_NUMPY_DTYPE(music::PedalEvent, time, controller, value, source);
  module.attr("note_dtype") = py::dtype::of<music::Note>();
  module.attr("pedal_dtype") = py::dtype::of<music::PedalEvent>();
  module.def(
      "pianoroll",
      [](const py::array_t<music::Note, py::array::c_style | py::array::forcecast>& notes,
         double resolution, bool binary) {
        dataset::check_resolution(resolution);
        const std::span<const music::Note> values(notes.data(),
                                                  static_cast<std::size_t>(notes.size()));
        return roll_array(music::pianoroll(values, {.resolution = resolution, .binary = binary}));
      },
      py::arg("notes"), py::kw_only(), py::arg("resolution") = 0.01, py::arg("binary") = false,
      "The pianoroll of a note array: uint8, (128, columns); a column lasts `resolution` seconds.");
}

}  // namespace setlist::bindings
