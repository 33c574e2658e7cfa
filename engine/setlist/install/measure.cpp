#include "setlist/install/measure.hpp"

#include "setlist/base/error.hpp"
#include "setlist/formats/audio_file.hpp"
#include "setlist/formats/ground_truth_file.hpp"

#include <algorithm>
#include <set>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;

void measure_recordings(const definition::SongEntry& song, const fs::path& root,
                        catalog::SongFacts& facts) {
  for (const auto& path : song.recordings) {
    const auto info = formats::audio_info(root / path);
    if (!facts.sample_rate) {
      facts.sample_rate = info.sample_rate;
      facts.channels = info.channels;
    }
    facts.frames = std::max(facts.frames.value_or(0), info.frames);
    facts.duration_seconds = std::max(facts.duration_seconds.value_or(0), info.duration_seconds());
  }
}

/// The notes of the first alignment that any of the sources has.
std::vector<music::Notes> best_notes(const std::vector<music::Annotation>& annotations) {
  for (const auto alignment : music::kAlignments) {
    std::vector<music::Notes> found;
    for (const auto& annotation : annotations) {
      const auto notes = annotation.notes.find(alignment);
      if (notes != annotation.notes.end()) found.push_back(notes->second);
    }
    if (!found.empty()) return found;
  }
  return {};
}

void measure_notes(const definition::SongEntry& song, const fs::path& root,
                   catalog::SongFacts& facts) {
  std::vector<music::Annotation> annotations;
  for (const auto& path : std::set(song.ground_truth.begin(), song.ground_truth.end())) {
    annotations.push_back(formats::read_ground_truth(root / path));
  }
  for (const auto& notes : best_notes(annotations)) {
    facts.notes = facts.notes.value_or(0) + static_cast<std::int64_t>(notes.size());
    for (const auto& note : notes) {
      const double onset = note.onset + song.offset_seconds;
      facts.first_onset = std::min(facts.first_onset.value_or(onset), onset);
      facts.last_onset = std::max(facts.last_onset.value_or(onset), onset);
    }
  }
}

}  // namespace

catalog::FactsTable measure(const definition::Definition& definition, const fs::path& root) {
  catalog::FactsTable table;
  for (const auto& song : definition.songs) {
    auto& facts = table[song.id];
    for (const auto part : {&measure_recordings, &measure_notes}) {
      catalog::SongFacts measured = facts;
      try {
        part(song, root, measured);
        facts = measured;
      } catch (const base::Error&) {
        continue;  // an unreadable part leaves its facts unknown
      }
    }
  }
  return table;
}

void keep_facts(const catalog::FactsTable& facts, const fs::path& install_dir,
                const catalog::Receipt& receipt) {
  try {
    catalog::write_facts(facts, catalog::facts_file(install_dir, receipt.digest));
  } catch (const base::Error&) {
    return;
  }
}

}  // namespace setlist::install
