#include "setlist/selection/citation.hpp"

#include "setlist/base/text.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/selection/bibtex_entries.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace setlist::selection {
namespace {

using catalog::DatasetEntry;

/// The datasets that some of the songs are from, each once.
std::vector<const DatasetEntry*> touched(const Selection& songs) {
  std::vector<const DatasetEntry*> datasets;
  for (const auto& entry : songs.catalog()->datasets()) {
    for (SongNumber n = entry.first_song; n < entry.first_song + entry.songs; ++n) {
      if (!songs.bits().contains(n)) continue;
      datasets.push_back(&entry);
      break;
    }
  }
  return datasets;
}

/// An entry for a citation that is plain text.
BibtexEntry plain_entry(const definition::Definition& definition) {
  std::string note;
  for (const char c : definition.citation) note += c == '{' || c == '}' ? ' ' : c;
  std::string key;
  for (const char c : definition.name) key += c == ' ' || c == ',' ? '_' : c;
  std::string text =
      fmt::format("@misc{{{},\n  title = {{{}}},\n  note = {{{}}}", key, definition.name, note);
  if (!definition.homepage.empty()) text += fmt::format(",\n  url = {{{}}}", definition.homepage);
  return {key, text + "\n}"};
}

/// Entries in order, each once, each under a key of its own.
class Bibliography {
 public:
  void add(const BibtexEntry& entry, const std::string& dataset) {
    for (const auto& known : m_entries) {
      if (known.says_the_same(entry)) return;
    }
    if (m_keys.insert(base::ascii_lower(entry.key)).second) {
      m_entries.push_back(entry);
      return;
    }
    std::string key = fmt::format("{}-{}", entry.key, dataset);
    for (int n = 2; !m_keys.insert(base::ascii_lower(key)).second; ++n) {
      key = fmt::format("{}-{}-{}", entry.key, dataset, n);
    }
    // Of the same dataset twice, or of two collections in which it is cited alike.
    for (const auto& known : m_entries) {
      if (known.says_the_same(entry.with_key(known.key)) && known.key.starts_with(entry.key))
        return;
    }
    m_entries.push_back(entry.with_key(key));
  }
  [[nodiscard]] const std::vector<BibtexEntry>& entries() const { return m_entries; }

 private:
  std::vector<BibtexEntry> m_entries;
  std::set<std::string> m_keys;  ///< BibTeX does not tell their case
};

}  // namespace

std::string bibtex(const Selection& songs) {
  Bibliography bibliography;
  std::vector<std::string> silent;
  for (const auto* dataset : touched(songs)) {
    const auto& definition = dataset->definition;
    const auto entries = bibtex_entries(definition.citation);
    for (const auto& entry : entries) bibliography.add(entry, definition.name);
    if (!entries.empty()) continue;
    if (definition.citation.empty()) {
      silent.push_back(definition.name);
    } else {
      bibliography.add(plain_entry(definition), definition.name);
    }
  }
  std::string text;
  for (const auto& entry : bibliography.entries()) {
    text += (text.empty() ? "" : "\n") + entry.text + "\n";
  }
  for (const auto& name : silent) text += fmt::format("% {} states no citation\n", name);
  return text;
}

std::vector<LicenseUse> licenses(const Selection& songs) {
  const auto& columns = songs.catalog()->columns();
  std::map<std::string, LicenseUse> by_id;
  for (const auto* dataset : touched(songs)) {
    const auto& license = dataset->definition.license;
    for (SongNumber n = dataset->first_song; n < dataset->first_song + dataset->songs; ++n) {
      if (!songs.bits().contains(n)) continue;
      const auto own = columns.text(catalog::TextField::kLicense, n);
      auto& use = by_id[own.empty() ? license.id : std::string(own)];
      ++use.songs;
      if (use.url.empty() && (own.empty() || own == license.id)) use.url = license.url;
      const auto& name = dataset->definition.name;
      if (use.datasets.empty() || use.datasets.back() != name) use.datasets.push_back(name);
    }
  }
  std::vector<LicenseUse> uses;
  for (auto& [id, use] : by_id) {
    use.id = id;
    uses.push_back(std::move(use));
  }
  std::stable_partition(uses.begin(), uses.end(), [](const LicenseUse& use) { return !use.id.empty(); });
  return uses;
}

}  // namespace setlist::selection
