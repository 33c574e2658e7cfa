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

/// A dataset's name as a key or a part of one.
std::string key_of(std::string_view dataset) {
  constexpr std::string_view kNotInKeys = " ,{}()=\"#%'~\\";
  std::string key(dataset);
  for (char& c : key) {
    if (kNotInKeys.find(c) != kNotInKeys.npos) c = '_';
  }
  return key;
}

/// An entry for a citation that is plain text.
BibtexEntry plain_entry(const definition::Definition& definition) {
  std::string note;
  for (const char c : definition.citation) {
    if (std::string_view("%&_#$").find(c) != std::string_view::npos) note += '\\';
    note += c == '{' || c == '}' ? ' ' : c;
  }
  const std::string key = key_of(definition.name);
  std::string text =
      fmt::format("@misc{{{},\n  title = {{{}}},\n  note = {{{}}}", key, definition.name, note);
  if (!definition.homepage.empty()) text += fmt::format(",\n  url = {{{}}}", definition.homepage);
  return {key, text + "\n}"};
}

/// Entries in order, each once, each under a key of its own.
class Bibliography {
 public:
  void add(const BibtexEntry& entry, const std::string& dataset) {
    for (const auto& known : m_given) {
      if (known.says_the_same(entry)) return;
    }
    m_given.push_back(entry);
    m_text += (m_text.empty() ? "" : "\n") + with_own_key(entry, dataset).text + "\n";
  }
  [[nodiscard]] const std::string& text() const { return m_text; }

 private:
  BibtexEntry with_own_key(const BibtexEntry& entry, const std::string& dataset) {
    if (entry.key.empty() || is_new(entry.key)) return entry;
    const std::string key = fmt::format("{}-{}", entry.key, key_of(dataset));
    if (is_new(key)) return entry.with_key(key);
    for (int n = 2;; ++n) {
      const std::string numbered = fmt::format("{}-{}", key, n);
      if (is_new(numbered)) return entry.with_key(numbered);
    }
  }
  bool is_new(const std::string& key) { return m_keys.insert(base::ascii_lower(key)).second; }

  std::vector<BibtexEntry> m_given;
  std::string m_text;
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
  std::string text = bibliography.text();
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
  std::stable_partition(uses.begin(), uses.end(),
                        [](const LicenseUse& use) { return !use.id.empty(); });
  return uses;
}

}  // namespace setlist::selection
