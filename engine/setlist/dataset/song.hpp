#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/dataset/window.hpp"
#include "setlist/formats/audio_file.hpp"
#include "setlist/music/annotation.hpp"
#include "setlist/music/audio_buffer.hpp"
#include "setlist/music/pianoroll.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace setlist::dataset {

struct SongPianorollOptions {
  double resolution = 0.01;  ///< seconds a column
  Preference alignment = {music::Alignment::kPrecise};
  bool binary = false;
};

/// One song: a value that shares its catalogue. Every reading method is const, opens the
/// files it needs and may be called from many threads. Times are on the recording's clock (the
/// definition's offset is applied), but for the alignment `score`, which keeps its own.
/// A song that is not on disk throws NotInstalledError.
class Song {
 public:
  Song(std::shared_ptr<const catalog::Catalog> catalog, catalog::SongNumber number);

  [[nodiscard]] std::string id() const { return m_catalog->id_of(m_number); }
  [[nodiscard]] const std::string& dataset() const { return entry().definition.name; }
  /// What the definition states: title, composer, instruments, groups, tags, ...
  [[nodiscard]] const definition::SongEntry& facts() const { return m_facts; }
  /// SPDX where there is one: its own, else its dataset's; "" when neither states one.
  [[nodiscard]] std::string license() const {
    return m_facts.license.empty() ? entry().definition.license.id : m_facts.license;
  }
  [[nodiscard]] catalog::SongNumber number() const { return m_number; }
  [[nodiscard]] const catalog::Catalog& catalog() const { return *m_catalog; }

  /// Seconds: as stated by the definition, else read from the recording's header.
  [[nodiscard]] double duration() const;
  /// The sample rate that `audio` gives when none is asked: the first recording's.
  [[nodiscard]] int sample_rate() const;

  [[nodiscard]] music::AudioBuffer audio(const formats::AudioRequest& request = {}) const;
  [[nodiscard]] std::vector<music::AudioBuffer> sources(
      const formats::AudioRequest& request = {}) const;

  /// The alignments that are annotated in at least one source.
  [[nodiscard]] std::vector<music::Alignment> alignments() const;
  [[nodiscard]] music::Notes notes(const Preference& preference = {
                                       music::Alignment::kPrecise}) const;
  [[nodiscard]] music::Pedals pedals() const;
  [[nodiscard]] music::Pianoroll pianoroll(const SongPianorollOptions& options = {}) const;

  [[nodiscard]] Window window(const WindowRequest& request) const;

  [[nodiscard]] std::vector<std::filesystem::path> recording_files() const;
  [[nodiscard]] std::vector<std::filesystem::path> source_files() const;
  [[nodiscard]] std::vector<std::filesystem::path> ground_truth_files() const;

 private:
  [[nodiscard]] const catalog::DatasetEntry& entry() const {
    return m_catalog->dataset_of(m_number);
  }
  [[nodiscard]] std::vector<std::filesystem::path> resolved(
      const std::vector<std::string>& paths) const;
  [[nodiscard]] std::vector<music::Annotation> annotations() const;
  [[nodiscard]] music::Notes chosen_notes(const std::vector<music::Annotation>& annotations,
                                          const Preference& preference) const;
  [[nodiscard]] music::Pedals all_pedals(const std::vector<music::Annotation>& annotations) const;

  std::shared_ptr<const catalog::Catalog> m_catalog;
  catalog::SongNumber m_number;
  definition::SongEntry m_facts;
};

}  // namespace setlist::dataset
