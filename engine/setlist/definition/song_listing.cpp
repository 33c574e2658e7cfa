#include "setlist/definition/song_listing.hpp"

#include "setlist/base/names.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/path_template.hpp"
#include "setlist/definition/song_reader.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

/// "x/y-0.json.gz" -> "x/y"
std::string without_track(const std::string& annotation) {
  constexpr std::string_view kEnding = ".json.gz";
  if (!annotation.ends_with(kEnding)) return without_extension(annotation);
  std::string path = annotation.substr(0, annotation.size() - kEnding.size());
  const std::size_t dash = path.find_last_not_of("0123456789");
  if (dash != std::string::npos && path[dash] == '-' && dash + 1 < path.size()) path.resize(dash);
  return path;
}

}  // namespace

void SongListing::add(base::Json&& value, std::size_t index) {
  const std::string pointer = "/songs/" + std::to_string(index);
  SongReading reading = read_song_entry(std::move(value), pointer, m_dialect, m_out);
  SongEntry& song = reading.song;
  if (m_dialect == Dialect::kAsmd) {
    give_asmd_id(song, pointer);
    for (const auto& key : reading.unknown_fields) {
      remember(m_unknown_fields, key, pointer, "");
    }
    if (song.ground_truth.size() == 1 && song.instruments.size() > 1 &&
        m_shared_annotations.times++ == 0) {
      m_shared_annotations.pointer = pointer + "/ground_truth";
    }
  }
  if (!song.id.empty()) check_id_is_new(song.id, index);
  for (const auto& name : song.instruments) {
    remember(m_instruments, name, pointer, "/instruments");
  }
  for (const auto& name : song.groups) remember(m_groups, name, pointer, "/groups");
  m_sink(std::move(song));
}

void SongListing::check_id_is_new(const std::string& id, std::size_t index) {
  m_index_of_id.resize(m_ids.size(), 0);
  const std::uint32_t number = m_ids.add(id);
  if (number == m_index_of_id.size()) {
    m_index_of_id.push_back(index);
    return;
  }
  base::add(m_out, {.pointer = "/songs/" + std::to_string(index),
                    .message = fmt::format("has the id '{}', as /songs/{} has; give one of them "
                                           "another",
                                           base::printable(id), m_index_of_id[number]),
                    .beyond_schema = true});
}

/// The path of the recording, else of the annotation, below the dataset's folder.
void SongListing::give_asmd_id(SongEntry& song, const std::string& pointer) {
  if (!song.id.empty()) return;
  if (!song.recordings.empty()) {
    song.id = without_extension(song.recordings.front());
  } else if (!song.ground_truth.empty()) {
    song.id = without_track(song.ground_truth.front());
  }
  if (song.id.starts_with(m_name + "/")) song.id.erase(0, m_name.size() + 1);
  if (song.id.empty()) {
    base::add(m_out, {.pointer = pointer,
                      .message = "has neither a recording nor an annotation to be known by"});
  }
}

void SongListing::remember(UsesByName& uses, const std::string& name, const std::string& pointer,
                           const char* key) {
  const auto found = uses.find(name);
  if (found != uses.end()) {
    ++found->second.times;
  } else {
    uses.emplace(name, Uses{1, pointer + key});
  }
}

void SongListing::warn_undeclared(const UsesByName& uses, const std::vector<std::string>& declared,
                                  std::string_view what) {
  // Sorted: what is said must not depend on a hash.
  for (const auto& [name, use] : std::map(uses.begin(), uses.end())) {
    if (std::find(declared.begin(), declared.end(), name) != declared.end()) continue;
    base::add(m_out,
              {.severity = base::Severity::kWarning,
               .pointer = use.pointer,
               .message = fmt::format("the {} '{}' is not declared at the top{}", what,
                                      base::printable(name), base::suggestion(name, declared)),
               .times = use.times});
  }
}

void SongListing::finish(const Definition& definition) {
  // A client's definition in ASMD's dialect may declare nothing at all.
  const bool lists_any = m_dialect == Dialect::kSetlist || !definition.instruments.empty() ||
                         !definition.groups.empty();
  if (lists_any) {
    warn_undeclared(m_instruments, definition.instruments, "instrument");
    warn_undeclared(m_groups, definition.groups, "group");
  }
  for (const auto& [key, use] : std::map(m_unknown_fields.begin(), m_unknown_fields.end())) {
    base::add(m_out, {.severity = base::Severity::kWarning,
                      .pointer = use.pointer + base::pointer_step(key),
                      .message = "is not a known field",
                      .times = use.times});
  }
  if (m_shared_annotations.times != 0) {
    base::add(m_out, {.severity = base::Severity::kWarning,
                      .pointer = m_shared_annotations.pointer,
                      .message = "one annotation for several instruments, which share it",
                      .times = m_shared_annotations.times});
  }
}

}  // namespace setlist::definition
