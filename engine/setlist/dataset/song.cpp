#include "setlist/dataset/song.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/dataset/mix.hpp"
#include "setlist/formats/ground_truth_file.hpp"
#include "setlist/music/time.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::dataset {
namespace {

namespace fs = std::filesystem;

std::string names_of(const Preference& preference) {
  std::vector<std::string> names;
  for (const auto alignment : preference) names.emplace_back(music::name_of(alignment));
  return base::joined(names, ", ");
}

/// Several instruments may share one file: it is one source, that of the first of them.
std::vector<std::pair<std::int16_t, std::string>> distinct(const std::vector<std::string>& files) {
  std::vector<std::pair<std::int16_t, std::string>> list;
  for (std::size_t k = 0; k < files.size(); ++k) {
    const auto first = std::find(files.begin(), files.end(), files[k]) - files.begin();
    if (static_cast<std::size_t>(first) == k)
      list.emplace_back(static_cast<std::int16_t>(k), files[k]);
  }
  return list;
}

}  // namespace

Song::Song(std::shared_ptr<const catalog::Catalog> catalog, catalog::SongNumber number)
    : m_catalog(std::move(catalog)), m_number(number), m_facts(m_catalog->song(number)) {}

std::vector<fs::path> Song::resolved(const std::vector<std::string>& paths) const {
  std::vector<fs::path> files;
  for (const auto& path : paths) {
    fs::path file = entry().root() / path;
    std::error_code failure;
    if (!fs::exists(file, failure)) {
      const std::string next =
          entry().installed
              ? fmt::format("it was installed without this file; see 'setlist show {}'", dataset())
              : fmt::format("install it with 'setlist install {}'", dataset());
      throw base::NotInstalledError(
          fmt::format("reading the song '{}': '{}' is not on disk; {}", base::printable(id()),
                      base::printable(file.string()), next),
          {.path = file.string(), .url = {}, .pointer = {}});
    }
    files.push_back(std::move(file));
  }
  return files;
}

std::vector<fs::path> Song::recording_files() const {
  if (facts().recordings.empty()) {
    throw base::NotInstalledError(fmt::format(
        "reading the song '{}': its definition names no recording", base::printable(id())));
  }
  return resolved(facts().recordings);
}

std::vector<fs::path> Song::source_files() const {
  if (facts().sources.empty()) {
    throw base::NotInstalledError(fmt::format(
        "reading the song '{}': its definition names no sources", base::printable(id())));
  }
  return resolved(facts().sources);
}

std::vector<fs::path> Song::ground_truth_files() const { return resolved(facts().ground_truth); }

double Song::duration() const {
  if (facts().duration_seconds) return *facts().duration_seconds;
  double longest = 0;
  for (const auto& file : recording_files()) {
    longest = std::max(longest, formats::audio_info(file).duration_seconds());
  }
  return longest;
}

int Song::sample_rate() const { return formats::audio_info(recording_files().front()).sample_rate; }

music::AudioBuffer Song::audio(const formats::AudioRequest& request) const {
  return read_mix(recording_files(), request);
}

std::vector<music::AudioBuffer> Song::sources(const formats::AudioRequest& request) const {
  std::vector<music::AudioBuffer> sources;
  for (const auto& file : source_files()) sources.push_back(formats::read_audio(file, request));
  return sources;
}

std::vector<music::Annotation> Song::annotations() const {
  if (facts().ground_truth.empty()) {
    throw base::NotInstalledError(fmt::format(
        "reading the song '{}': its definition names no annotation", base::printable(id())));
  }
  std::vector<music::Annotation> list;
  for (const auto& [source, path] : distinct(facts().ground_truth)) {
    music::Annotation annotation = formats::read_ground_truth(resolved({path}).front());
    for (auto& [alignment, notes] : annotation.notes) {
      const double offset = alignment == music::Alignment::kScore ? 0 : facts().offset_seconds;
      for (auto& note : notes) {
        note.source = source;
        note.program = annotation.program;
        note.onset += offset;
        note.offset += offset;
      }
    }
    for (auto& event : annotation.pedals) {
      event.source = source;
      event.time += facts().offset_seconds;
    }
    list.push_back(std::move(annotation));
  }
  return list;
}

music::Notes Song::chosen_notes(const std::vector<music::Annotation>& annotations,
                                const Preference& preference) const {
  for (const auto alignment : preference) {
    music::Notes notes;
    bool annotated = false;
    for (const auto& annotation : annotations) {
      const auto found = annotation.notes.find(alignment);
      if (found == annotation.notes.end()) continue;
      annotated = true;
      notes.insert(notes.end(), found->second.begin(), found->second.end());
    }
    if (annotated) {
      music::sort_canonically(notes);
      return notes;
    }
  }
  Preference present = alignments();
  throw base::NotInstalledError(
      fmt::format("reading the notes of '{}': it has no {}; it has {}", base::printable(id()),
                  names_of(preference), present.empty() ? "no notes at all" : names_of(present)));
}

std::vector<music::Alignment> Song::alignments() const {
  const auto list = annotations();
  std::vector<music::Alignment> present;
  for (const auto alignment : music::kAlignments) {
    if (std::any_of(list.begin(), list.end(),
                    [&](const auto& a) { return a.notes.contains(alignment); })) {
      present.push_back(alignment);
    }
  }
  return present;
}

music::Notes Song::notes(const Preference& preference) const {
  return chosen_notes(annotations(), preference);
}

music::Pedals Song::all_pedals(const std::vector<music::Annotation>& annotations) const {
  music::Pedals pedals;
  for (const auto& annotation : annotations) {
    pedals.insert(pedals.end(), annotation.pedals.begin(), annotation.pedals.end());
  }
  std::stable_sort(pedals.begin(), pedals.end(),
                   [](const auto& a, const auto& b) { return a.time < b.time; });
  return pedals;
}

music::Pedals Song::pedals() const { return all_pedals(annotations()); }

music::Pianoroll Song::pianoroll(const SongPianorollOptions& options) const {
  check_resolution(options.resolution);
  return music::pianoroll(notes(options.alignment),
                          {.resolution = options.resolution, .binary = options.binary});
}

Window Song::window(const WindowRequest& request) const {
  check_resolution(request.resolution);
  const auto recordings = recording_files();
  const int rate =
      request.sample_rate.value_or(formats::audio_info(recordings.front()).sample_rate);
  const formats::AudioRequest span{.sample_rate = rate,
                                   .start = request.start,
                                   .duration = request.duration,
                                   .mono = request.mono};
  Window window;
  window.audio = read_mix(recordings, span);
  if (request.sources) window.sources = sources(span);
  window.start = static_cast<double>(music::frame_at(request.start, rate)) / rate;
  window.duration = request.duration;
  const auto list = annotations();
  const music::Notes all = chosen_notes(list, request.alignment);
  window.notes = music::clipped(all, window.start, window.start + request.duration);
  window.pedals = music::clipped(all_pedals(list), window.start, window.start + request.duration);
  window.pianoroll = window_roll(all, window.start, request);
  return window;
}

}  // namespace setlist::dataset
