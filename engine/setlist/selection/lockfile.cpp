#include "setlist/selection/lockfile.hpp"

#include "setlist/archive/gzip.hpp"
#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/parallel.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/song_columns.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace setlist::selection {
namespace {

namespace fs = std::filesystem;
using catalog::Catalog;

std::string digest_of(const fs::path& file) {
  const std::string bytes = base::read_file(file);
  if (!bytes.starts_with("\x1f\x8b")) return base::sha256(bytes).text();
  try {
    return base::sha256(archive::gunzip(bytes)).text();
  } catch (const base::ArchiveError& error) {
    throw base::FormatError(
        fmt::format("reading '{}': {}", base::printable(file.string()), error.what()),
        {.path = file.string(), .url = {}, .pointer = {}});
  }
}

/// The song's files of annotations, each once: several instruments may share one.
std::vector<fs::path> annotation_files(const Catalog& catalog, SongNumber song) {
  std::vector<fs::path> files;
  for (const auto& path : catalog.columns().list(catalog::ListField::kGroundTruth, song)) {
    fs::path file = catalog.dataset_of(song).root() / path;
    if (std::ranges::find(files, file) == files.end()) files.push_back(std::move(file));
  }
  return files;
}

std::optional<std::vector<std::string>> digests_of(const Catalog& catalog, SongNumber song) {
  if (!catalog.dataset_of(song).installed) return std::nullopt;
  std::vector<std::string> digests;
  for (const auto& file : annotation_files(catalog, song)) digests.push_back(digest_of(file));
  return digests;
}

/// Compares what is here with what was locked.
class Comparison {
 public:
  Comparison(const Lockfile& lockfile, const Selection& collection)
      : m_lockfile(lockfile), m_catalog(*collection.catalog()) {}

  std::vector<std::string> differences() {
    for (const auto& dataset : m_lockfile.datasets) compare(dataset);
    find_songs();
    compare_annotations();
    return std::move(m_differences);
  }
  [[nodiscard]] const std::vector<SongNumber>& songs() const { return m_songs; }
  [[nodiscard]] std::size_t not_compared() const { return m_not_compared; }

 private:
  void compare(const LockedDataset& locked) {
    const auto* entry = m_catalog.dataset_named(locked.name);
    const std::string version = locked.version.empty() ? "" : " " + locked.version;
    if (!entry) {
      m_missing.insert(locked.name);
      m_differences.push_back(fmt::format("no dataset here is named {}; locked was{}", locked.name,
                                          version.empty() ? " one without a version" : version));
      return;
    }
    const auto& here = entry->definition;
    if (is_known(locked)) return;
    if (here.version == locked.version) {
      m_differences.push_back(fmt::format(
          "{}{} is defined otherwise here: '{}' has the digest {}, locked was {}", locked.name,
          version, base::printable(here.file.string()), here.digest.text(), locked.definition));
    } else {
      m_differences.push_back(fmt::format("{} is version {} here, locked was {}", locked.name,
                                          here.version.empty() ? "unknown" : here.version,
                                          locked.version.empty() ? "unknown" : locked.version));
    }
  }

  /// Two collections that met may both define a dataset, each in its own way.
  [[nodiscard]] bool is_known(const LockedDataset& locked) const {
    return std::ranges::any_of(m_catalog.datasets(), [&](const catalog::DatasetEntry& entry) {
      return entry.definition.name == locked.name &&
             entry.definition.digest.text() == locked.definition;
    });
  }

  void find_songs() {
    for (std::size_t k = 0; k < m_lockfile.songs.size(); ++k) {
      const auto& id = m_lockfile.songs[k].id;
      if (const auto song = m_catalog.find(id)) {
        m_songs.push_back(*song);
        m_locked.push_back(k);
      } else if (!m_missing.contains(id.substr(0, id.find('/')))) {
        m_differences.push_back(fmt::format("there is no song '{}' here", base::printable(id)));
      }
    }
  }

  void compare_annotations() {
    std::vector<std::string> found(m_songs.size());
    std::vector<char> compared(m_songs.size());
    base::in_parallel(m_songs.size(), [&](std::size_t k) {
      const auto& locked = m_lockfile.songs[m_locked[k]].annotations;
      if (!locked || !m_catalog.dataset_of(m_songs[k]).installed) return;
      compared[k] = 1;
      found[k] = difference(m_songs[k], *locked);
    });
    m_not_compared = static_cast<std::size_t>(std::ranges::count(compared, 0));
    for (auto& sentence : found) {
      if (!sentence.empty()) m_differences.push_back(std::move(sentence));
    }
  }

  [[nodiscard]] std::string difference(SongNumber song,
                                       const std::vector<std::string>& locked) const {
    const std::string id = base::printable(m_catalog.id_of(song));
    const auto files = annotation_files(m_catalog, song);
    if (files.size() != locked.size()) {
      return fmt::format("{} has {} files of annotations here, locked were {}", id, files.size(),
                         locked.size());
    }
    for (std::size_t k = 0; k < files.size(); ++k) {
      try {
        const std::string here = digest_of(files[k]);
        if (here != locked[k]) {
          return fmt::format("{} has other annotations here: '{}' has the digest {}, locked was {}",
                             id, base::printable(files[k].string()), here, locked[k]);
        }
      } catch (const base::Error& error) {
        return fmt::format("{}: {}", id, error.what());
      }
    }
    return {};
  }

  const Lockfile& m_lockfile;
  const Catalog& m_catalog;
  std::vector<std::string> m_differences;
  std::set<std::string> m_missing;    ///< datasets that are not here
  std::vector<SongNumber> m_songs;    ///< of the lockfile, those that are here
  std::vector<std::size_t> m_locked;  ///< the place of each in the lockfile
  std::size_t m_not_compared = 0;
};

}  // namespace

Lockfile locked(const Selection& songs) {
  const Catalog& catalog = *songs.catalog();
  Lockfile lockfile;
  const auto& numbers = songs.numbers();
  lockfile.songs.resize(numbers.size());
  base::in_parallel(numbers.size(), [&](std::size_t k) {
    lockfile.songs[k] = {catalog.id_of(numbers[k]), digests_of(catalog, numbers[k])};
  });
  std::set<const catalog::DatasetEntry*> touched;
  for (const SongNumber song : numbers) touched.insert(&catalog.dataset_of(song));
  for (const auto* entry : touched) {  // they stand in one array, in canonical order
    const auto& definition = entry->definition;
    lockfile.datasets.push_back({definition.name, definition.version, definition.digest.text()});
  }
  return lockfile;
}

Restored restored(const Lockfile& lockfile, const Selection& collection) {
  Comparison comparison(lockfile, collection);
  auto differences = comparison.differences();
  Bitset bits(collection.catalog()->size());
  for (const SongNumber song : comparison.songs()) bits.insert(song);
  Selection songs(collection.catalog(), std::move(bits));
  if (songs.numbers() != comparison.songs()) songs = songs.ordered(comparison.songs());
  return {std::move(songs), std::move(differences), comparison.not_compared()};
}

}  // namespace setlist::selection
