#pragma once

#include "setlist/dataset/dataset.hpp"
#include "setlist/loading/order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace setlist::loading {

struct LoaderOptions {
  double duration = 10;       ///< seconds a window
  std::optional<double> hop;  ///< seconds between windows; absent means `duration`
  int sample_rate = 16000;    ///< Hz; every window is brought to it, and to mono
  int batch_size = 8;
  double resolution = 0.01;  ///< seconds a pianoroll column
  dataset::Preference alignment = {music::Alignment::kPrecise};
  bool audio = true;  ///< which items are loaded
  bool pianoroll = true;
  bool notes = true;
  bool drop_last = true;  ///< leave out the last batch when it is not full
};

/// B windows side by side. Items that were not asked are empty.
struct Batch {
  std::int64_t windows = 0;                ///< B
  std::int64_t frames = 0;                 ///< of a window
  std::int64_t columns = 0;                ///< of a window
  std::vector<float> audio;                ///< (B, frames), C order
  std::vector<std::uint8_t> pianoroll;     ///< (B, 128, columns), C order
  music::Notes notes;                      ///< of all windows, one after the other
  std::vector<std::int64_t> note_offsets;  ///< (B + 1): notes of window b are [b] .. [b + 1]
  std::vector<std::string> ids;            ///< of the songs
  std::vector<double> starts;              ///< seconds
};

/// Gives the windows of a dataset in order, batch by batch. Not thread-safe; the batches are the
/// caller's. The first error of a song ends the iteration with that error, which names the song.
class Loader {
 public:
  Loader(dataset::Dataset dataset, LoaderOptions options);

  [[nodiscard]] std::size_t window_count() const { return m_places.size(); }
  [[nodiscard]] std::size_t batch_count() const;
  /// The batch at a position, a pure function of it: safe from many threads.
  [[nodiscard]] Batch batch(std::size_t position) const;

  [[nodiscard]] const LoaderOptions& options() const { return m_options; }
  [[nodiscard]] const std::vector<WindowPlace>& places() const { return m_places; }

 private:
  void load(const WindowPlace& place, std::size_t slot, Batch& batch) const;

  dataset::Dataset m_dataset;
  LoaderOptions m_options;
  std::vector<WindowPlace> m_places;
};

}  // namespace setlist::loading
