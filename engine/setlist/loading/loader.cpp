#include "setlist/loading/loader.hpp"

#include "setlist/base/error.hpp"
#include "setlist/music/time.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::loading {
namespace {

void check(const LoaderOptions& options) {
  if (options.batch_size < 1) {
    throw base::UsageError(fmt::format("making a loader: the batch size is {}, expected at least 1",
                                       options.batch_size));
  }
  dataset::check_resolution(options.resolution);
}

}  // namespace

Loader::Loader(dataset::Dataset dataset, LoaderOptions options)
    : m_dataset(std::move(dataset)), m_options(std::move(options)) {
  check(m_options);
  m_places =
      windows_in_order(m_dataset, m_options.duration, m_options.hop.value_or(m_options.duration));
}

std::size_t Loader::batch_count() const {
  const auto size = static_cast<std::size_t>(m_options.batch_size);
  return m_options.drop_last ? m_places.size() / size : (m_places.size() + size - 1) / size;
}

Batch Loader::batch(std::size_t position) const {
  if (position >= batch_count()) {
    throw base::UsageError(
        fmt::format("loading batch {}: there are {} batches", position, batch_count()));
  }
  const auto size = static_cast<std::size_t>(m_options.batch_size);
  const std::size_t first = position * size;
  const std::size_t count = std::min(size, m_places.size() - first);
  Batch batch;
  batch.windows = static_cast<std::int64_t>(count);
  batch.frames = music::frame_at(m_options.duration, m_options.sample_rate);
  batch.columns = dataset::column_count(m_options.duration, m_options.resolution);
  if (m_options.audio) batch.audio.resize(count * static_cast<std::size_t>(batch.frames));
  if (m_options.pianoroll) {
    batch.pianoroll.resize(count * static_cast<std::size_t>(music::kPitches * batch.columns));
  }
  if (m_options.notes) batch.note_offsets.push_back(0);
  for (std::size_t slot = 0; slot < count; ++slot) load(m_places[first + slot], slot, batch);
  return batch;
}

void Loader::load(const WindowPlace& place, std::size_t slot, Batch& batch) const {
  const dataset::Song song = m_dataset[place.song];
  const double start = static_cast<double>(music::frame_at(place.start, m_options.sample_rate)) /
                       m_options.sample_rate;
  batch.ids.push_back(song.id());
  batch.starts.push_back(start);
  if (m_options.audio) {
    const auto audio = song.audio({.sample_rate = m_options.sample_rate,
                                   .start = place.start,
                                   .duration = m_options.duration,
                                   .mono = true});
    std::copy(audio.samples.begin(), audio.samples.end(),
              batch.audio.begin() + static_cast<std::ptrdiff_t>(slot) * batch.frames);
  }
  if (!m_options.pianoroll && !m_options.notes) return;
  const music::Notes notes = song.notes(m_options.alignment);
  if (m_options.pianoroll) {
    const auto roll = dataset::window_roll(
        notes, start, {.duration = m_options.duration, .resolution = m_options.resolution});
    std::copy(roll.cells.begin(), roll.cells.end(),
              batch.pianoroll.begin() +
                  static_cast<std::ptrdiff_t>(slot) * music::kPitches * batch.columns);
  }
  if (m_options.notes) {
    const auto inside = music::clipped(notes, start, start + m_options.duration);
    batch.notes.insert(batch.notes.end(), inside.begin(), inside.end());
    batch.note_offsets.push_back(static_cast<std::int64_t>(batch.notes.size()));
  }
}

}  // namespace setlist::loading
