#include "setlist/catalog/catalog.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/names.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/definition_reader.hpp"
#include "setlist/catalog/receipt.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

namespace fs = std::filesystem;
using Entry = std::shared_ptr<const DatasetEntry>;

std::vector<fs::path> definition_files(const fs::path& folder) {
  std::error_code failure;
  if (!fs::is_directory(folder, failure)) {
    throw base::UsageError("opening the collection: the definitions folder '" +
                           base::printable(folder.string()) +
                           "' does not exist; correct --definitions or datasets.json");
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::shared_ptr<const Catalog> Catalog::open(const Configuration& configuration) {
  std::vector<Entry> entries;
  base::Diagnostics diagnostics;
  std::map<std::string, std::string> file_by_name;  // two names may differ by case alone
  for (const auto& folder : configuration.definitions) {
    for (const auto& file : definition_files(folder)) {
      DefinitionReading reading = read_definition(file);
      diagnostics.insert(diagnostics.end(), reading.diagnostics.begin(), reading.diagnostics.end());
      if (!reading.definition) continue;
      const auto [first, is_new] =
          file_by_name.emplace(base::collision_key(reading.definition->name), file.string());
      if (!is_new) {
        diagnostics.push_back({.file = file.string(),
                               .pointer = "/name",
                               .message = fmt::format("the dataset '{}' is defined in '{}' already",
                                                      base::printable(reading.definition->name),
                                                      base::printable(first->second))});
        continue;
      }
      DatasetEntry entry{*std::move(reading.definition), configuration.install_dir, false};
      entry.installed = read_receipt(entry.folder()).has_value();
      entries.push_back(std::make_shared<const DatasetEntry>(std::move(entry)));
    }
  }
  std::shared_ptr<Catalog> catalog(new Catalog(std::move(entries)));
  catalog->m_diagnostics = std::move(diagnostics);
  catalog->m_origins = {configuration};
  return catalog;
}

std::shared_ptr<const Catalog> Catalog::merged(const Catalog& left, const Catalog& right) {
  std::vector<Entry> entries = left.m_datasets;
  for (const Entry& entry : right.m_datasets) {
    DatasetEntry rest = *entry;
    std::erase_if(rest.definition.songs, [&](const SongEntry& song) {
      return left.find(rest.definition.name + "/" + song.id).has_value();
    });
    const bool whole = rest.definition.songs.size() == entry->definition.songs.size();
    if (whole) {
      entries.push_back(entry);
    } else if (!rest.definition.songs.empty()) {
      entries.push_back(std::make_shared<const DatasetEntry>(std::move(rest)));
    }
  }
  std::shared_ptr<Catalog> catalog(new Catalog(std::move(entries)));
  for (const Catalog* part : {&left, &right}) {
    catalog->m_diagnostics.insert(catalog->m_diagnostics.end(), part->m_diagnostics.begin(),
                                  part->m_diagnostics.end());
    catalog->m_origins.insert(catalog->m_origins.end(), part->m_origins.begin(),
                              part->m_origins.end());
  }
  return catalog;
}

Catalog::Catalog(std::vector<Entry> datasets) : m_datasets(std::move(datasets)) {
  std::stable_sort(m_datasets.begin(), m_datasets.end(), [](const Entry& a, const Entry& b) {
    return a->definition.name < b->definition.name;
  });
  for (std::uint32_t d = 0; d < m_datasets.size(); ++d) {
    const auto songs = static_cast<std::uint32_t>(m_datasets[d]->definition.songs.size());
    for (std::uint32_t s = 0; s < songs; ++s) m_songs.push_back({d, s});
  }
  m_by_id.reserve(m_songs.size());
  for (SongNumber number = 0; number < m_songs.size(); ++number) {
    m_by_id.emplace(id_of(number), number);
    index(number);
  }
}

void Catalog::post(const char* field, std::string_view value, SongNumber number) {
  auto [place, is_new] = m_postings[field].try_emplace(base::folded(value), Bitset());
  if (is_new) place->second = Bitset(m_songs.size());
  place->second.insert(number);
}

void Catalog::index(SongNumber number) {
  const SongEntry& entry = song(number);
  post("dataset", dataset_of(number).definition.name, number);
  for (const auto& name : entry.instruments) post("instrument", name, number);
  for (const auto& name : entry.groups) post("group", name, number);
  for (const auto& name : entry.tags) post("tag", name, number);
  for (const auto& word : base::folded_words(entry.composer)) post("composer word", word, number);
  for (const auto& word : base::folded_words(entry.title)) post("title word", word, number);
  for (const auto& word : base::folded_words(entry.artist)) post("artist word", word, number);
}

const SongEntry& Catalog::song(SongNumber number) const {
  const Place place = m_songs.at(number);
  return m_datasets[place.dataset]->definition.songs[place.song];
}

const DatasetEntry& Catalog::dataset_of(SongNumber number) const {
  return *m_datasets[m_songs.at(number).dataset];
}

std::string Catalog::id_of(SongNumber number) const {
  return dataset_of(number).definition.name + "/" + song(number).id;
}

std::optional<SongNumber> Catalog::find(std::string_view id) const {
  const auto found = m_by_id.find(std::string(id));
  return found == m_by_id.end() ? std::nullopt : std::optional(found->second);
}

const Catalog::Postings& Catalog::postings(std::string_view field) const {
  static const Postings none;
  const auto found = m_postings.find(field);
  return found == m_postings.end() ? none : found->second;
}

std::vector<std::string> Catalog::values(std::string_view field) const {
  std::set<std::string> distinct;
  for (const auto& entry : m_datasets) {
    if (field == "dataset") distinct.insert(entry->definition.name);
    for (const auto& song : entry->definition.songs) {
      if (field == "instrument") distinct.insert(song.instruments.begin(), song.instruments.end());
      if (field == "group") distinct.insert(song.groups.begin(), song.groups.end());
      if (field == "tag") distinct.insert(song.tags.begin(), song.tags.end());
      if (field == "composer") distinct.insert(song.composer);
      if (field == "title") distinct.insert(song.title);
      if (field == "artist") distinct.insert(song.artist);
    }
  }
  distinct.erase("");
  return {distinct.begin(), distinct.end()};
}

bool Catalog::has_level(SongNumber number, const std::map<std::string, int>& wanted) const {
  const auto& levels = dataset_of(number).definition.ground_truth;
  const auto satisfies = [&](const std::string& group) {
    const auto graded = levels.find(group);
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& want) {
      int level = 0;
      if (graded != levels.end()) {
        const auto found = graded->second.find(want.first);
        if (found != graded->second.end()) level = static_cast<int>(found->second);
      }
      return want.second < 0 ? level >= 1 : level == want.second;
    });
  };
  const auto& groups = song(number).groups;
  return std::any_of(groups.begin(), groups.end(), satisfies);
}

}  // namespace setlist::catalog
