#pragma once

#include "engine/scratch.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/definition/index_expansion.hpp"

#include <algorithm>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace setlist::testing {

/// Lines that a failed check can show.
struct Lines : std::vector<std::string> {
  using std::vector<std::string>::vector;

  friend std::ostream& operator<<(std::ostream& out, const Lines& lines) {
    for (const auto& line : lines) out << "\n  " << line;
    return out;
  }
};

/// What an index rule makes of a dataset.
struct Expanded {
  definition::Expansion expansion;
  Lines songs;  ///< each as JSON, without what is empty
  Lines ids;
  Lines said;  ///< the diagnostics, as people see them
};

/// A folder that is as a dataset would be: files below its root, and resources beside it.
class IndexDataset {
 public:
  void put(std::string_view path, std::string_view content = "") {
    m_scratch->put("root/" + std::string(path), content);
    m_files.insert(std::string(path));
  }
  void put_resource(std::string_view path, std::string_view content) {
    m_scratch->put("resources/" + std::string(path), content);
  }

  [[nodiscard]] definition::IndexInputs inputs() const {
    return {.files = {m_files.begin(), m_files.end()},
            .find_table = [this](const std::string& name) { return find(name); }};
  }

  [[nodiscard]] Expanded expand(const definition::IndexRule& rule) const;
  /// A rule that is expected to be without fault.
  [[nodiscard]] Expanded expand(std::string_view rule) const;

 private:
  [[nodiscard]] std::optional<std::filesystem::path> find(const std::string& name) const {
    const std::size_t colon = name.find(':');
    const auto path = colon == std::string::npos
                          ? *m_scratch / ("root/" + name)
                          : *m_scratch / ("resources/" + name.substr(colon + 1));
    if (!std::filesystem::exists(path)) return std::nullopt;
    return path;
  }

  std::unique_ptr<Scratch> m_scratch = std::make_unique<Scratch>();
  std::set<std::string> m_files;
};

/// Every field of a song that says something, in one line.
inline std::string as_line(const definition::SongEntry& song) {
  using base::Json;
  Json::Object fields;
  const auto text = [&](const char* key, const std::string& value) {
    if (!value.empty()) fields.emplace_back(key, value);
  };
  const auto texts = [&](const char* key, const std::vector<std::string>& values) {
    if (!values.empty()) fields.emplace_back(key, base::json_array(values));
  };
  text("id", song.id);
  text("title", song.title);
  text("composer", song.composer);
  text("artist", song.artist);
  text("performer", song.performer);
  text("work", song.work);
  text("album", song.album);
  text("license", song.license);
  text("text", song.text);
  if (song.year) fields.emplace_back("year", *song.year);
  if (song.duration_seconds) fields.emplace_back("duration", *song.duration_seconds);
  if (song.ensemble) fields.emplace_back("ensemble", *song.ensemble);
  if (song.offset_seconds != 0) fields.emplace_back("offset", song.offset_seconds);
  texts("instruments", song.instruments);
  texts("groups", song.groups);
  texts("tags", song.tags);
  texts("recording", song.recordings);
  texts("sources", song.sources);
  texts("ground_truth", song.ground_truth);
  for (const auto& feature : song.features) {
    fields.emplace_back("feature " + feature.name,
                        Json(Json::Array{feature.path, feature.hop_seconds}));
  }
  if (!song.meta.is_null()) fields.emplace_back("meta", song.meta);
  return base::json_text(fields);
}

inline Expanded IndexDataset::expand(const definition::IndexRule& rule) const {
  Expanded all;
  base::Diagnostics out;
  all.expansion = definition::expand(
      rule, inputs(),
      [&](definition::SongEntry&& song) {
        all.ids.push_back(song.id);
        all.songs.push_back(as_line(song));
      },
      out);
  for (const auto& diagnostic : out) all.said.push_back(base::to_text(diagnostic));
  return all;
}

inline Expanded IndexDataset::expand(std::string_view rule) const {
  base::Diagnostics out;
  const auto read = definition::read_index_rule(base::parse_json(rule), "/index", out);
  if (out.empty()) return expand(read);
  Expanded refused;
  for (const auto& diagnostic : out) refused.said.push_back(base::to_text(diagnostic));
  return refused;
}

}  // namespace setlist::testing
