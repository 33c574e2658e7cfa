#include "setlist/definition/song_reader.hpp"

#include "setlist/base/names.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/path_template.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Diagnostics;
using base::Json;

constexpr double kLongestSeconds = 7 * 24 * 3600.0;
constexpr std::int64_t kLatestYear = 3000;

/// Reads the members of a song in one pass, for there may be a hundred thousand songs; a place is
/// spelt out only where there is a fault.
class SongReader {
 public:
  SongReader(const std::string& pointer, Dialect dialect, Diagnostics& out)
      : m_pointer(pointer), m_dialect(dialect), m_out(out) {}

  SongReading read(Json&& value) {
    auto* members = std::get_if<Json::Object>(&value.value);
    if (!members) {
      base::add(m_out, {.pointer = m_pointer, .message = base::found_instead(value, "an object")});
      return {};
    }
    for (auto& [key, item] : *members) read_member(key, item);
    if (m_dialect == Dialect::kSetlist) check_id();
    check_annotations();
    return std::move(m_reading);
  }

 private:
  struct Member {
    std::string_view key;
    void (SongReader::*read)(std::string_view key, Json& value);
  };
  struct TextMember {
    std::string_view key;
    std::string SongEntry::*field;
  };
  struct ListMember {
    std::string_view key;
    std::vector<std::string> SongEntry::*field;
  };
  static constexpr std::array<TextMember, 9> kTexts = {{{"title", &SongEntry::title},
                                                        {"composer", &SongEntry::composer},
                                                        {"id", &SongEntry::id},
                                                        {"artist", &SongEntry::artist},
                                                        {"performer", &SongEntry::performer},
                                                        {"work", &SongEntry::work},
                                                        {"album", &SongEntry::album},
                                                        {"text", &SongEntry::text},
                                                        {"license", &SongEntry::license}}};
  static constexpr std::array<ListMember, 3> kLists = {{{"instruments", &SongEntry::instruments},
                                                        {"groups", &SongEntry::groups},
                                                        {"tags", &SongEntry::tags}}};
  static const std::array<Member, 9> kOthers;

  void read_member(const std::string& key, Json& value) {
    for (const auto& member : kTexts) {
      if (key == member.key) return read_text(key, value, m_song.*member.field);
    }
    for (const auto& member : kLists) {
      if (key == member.key) return read_texts(key, value, m_song.*member.field);
    }
    for (const auto& member : kOthers) {
      if (key == member.key) return (this->*member.read)(key, value);
    }
    if (key.starts_with('$')) return;
    if (m_dialect == Dialect::kAsmd) {
      m_reading.unknown_fields.push_back(key);
    } else {
      fault(key, "is not a known field" + base::suggestion(key, known_keys()));
    }
  }

  static std::vector<std::string> known_keys() {
    std::vector<std::string> keys;
    for (const auto& member : kTexts) keys.emplace_back(member.key);
    for (const auto& member : kLists) keys.emplace_back(member.key);
    for (const auto& member : kOthers) keys.emplace_back(member.key);
    return keys;
  }

  void read_text(std::string_view key, Json& value, std::string& into) {
    if (key == "license" && value.as<Json::Object>()) return read_license(value);
    auto* text = std::get_if<std::string>(&value.value);
    if (!text) return fault(key, base::found_instead(value, "a string"));
    const bool said = *text != "unknown" || (key != "title" && key != "composer" &&
                                             key != "artist" && key != "performer");
    if (said) into = std::move(*text);
  }

  void read_license(const Json& value) {
    base::ObjectReader reader(value, m_pointer + "/license", m_out);
    m_song.license = reader.required_text("id");
    (void)reader.text("url");
    reader.refuse_unknown();
  }

  /// A list of strings; a bare string stands for a list of one.
  void read_texts(std::string_view key, Json& value, std::vector<std::string>& into) {
    if (auto* text = std::get_if<std::string>(&value.value)) {
      into.push_back(std::move(*text));
      return;
    }
    auto* items = std::get_if<Json::Array>(&value.value);
    if (!items) return fault(key, base::found_instead(value, "an array"));
    into.reserve(items->size());
    for (std::size_t i = 0; i < items->size(); ++i) {
      if (auto* text = std::get_if<std::string>(&(*items)[i].value)) {
        into.push_back(std::move(*text));
      } else if (base::is_full(m_out)) {
        base::add(m_out, {});
      } else {
        fault(fmt::format("{}/{}", key, i), base::found_instead((*items)[i], "a string"));
      }
    }
  }

  /// {"path": [...]} or, for short, the list or the path itself.
  void read_paths(std::string_view key, Json& value, std::vector<std::string>& into) {
    auto* holder = std::get_if<Json::Object>(&value.value);
    if (!holder) {
      read_texts(key, value, into);
    } else {
      for (auto& [inner, item] : *holder) {
        const std::string place = std::string(key) + base::pointer_step(inner);
        if (inner == "path") {
          read_texts(place, item, into);
        } else if (!inner.starts_with('$') && m_dialect == Dialect::kSetlist) {
          fault(place,
                "is not a known field" + base::suggestion(inner, std::array{std::string("path")}));
        }
      }
    }
    if (m_dialect == Dialect::kAsmd) std::erase(into, "unknown");
    check_paths(key, into);
  }

  void check_paths(std::string_view key, const std::vector<std::string>& paths) {
    for (const auto& path : paths) {
      if (const auto unsafe = base::unsafe_path(path)) {
        fault_beyond_schema(key, fmt::format("the path '{}' {}", base::printable(path), *unsafe));
      }
    }
  }

  void recording(std::string_view key, Json& value) { read_paths(key, value, m_song.recordings); }
  void sources(std::string_view key, Json& value) { read_paths(key, value, m_song.sources); }
  void ground_truth(std::string_view key, Json& value) {
    read_texts(key, value, m_song.ground_truth);
    check_paths(key, m_song.ground_truth);
  }
  void year(std::string_view key, Json& value) {
    const auto number = base::integer_of(value);
    if (number && *number >= -kLatestYear && *number <= kLatestYear) {
      m_song.year = static_cast<int>(*number);
    } else {
      fault(key, base::found_instead(
                     value, fmt::format("an integer from {} to {}", -kLatestYear, kLatestYear)));
    }
  }
  void duration(std::string_view key, Json& value) {
    m_song.duration_seconds = seconds(key, value, 0);
  }
  void offset(std::string_view key, Json& value) {
    m_song.offset_seconds = seconds(key, value, -kLongestSeconds).value_or(0);
  }
  std::optional<double> seconds(std::string_view key, const Json& value, double lowest) {
    if (value.is_number() && value.number() >= lowest && value.number() <= kLongestSeconds) {
      return value.number();
    }
    fault(key, base::found_instead(
                   value, fmt::format("a number from {:g} to {:g}", lowest, kLongestSeconds)));
    return std::nullopt;
  }
  void ensemble(std::string_view key, Json& value) {
    if (const auto* truth = value.as<bool>()) {
      m_song.ensemble = *truth;
    } else {
      fault(key, base::found_instead(value, "true or false"));
    }
  }
  void features(std::string_view key, Json& value) {
    const auto* named = value.as<Json::Object>();
    if (!named) return fault(key, base::found_instead(value, "an object"));
    for (const auto& [name, item] : *named) {
      if (name.starts_with('$')) continue;
      const std::string place = std::string(key) + base::pointer_step(name);
      base::ObjectReader reader(item, m_pointer + "/" + place, m_out);
      Feature feature{name, reader.required_text("path"),
                      reader.number("hop", 0, kLongestSeconds).value_or(0)};
      reader.refuse_unknown();
      if (!feature.path.empty()) check_paths(place, {feature.path});
      m_song.features.push_back(std::move(feature));
    }
  }
  void meta(std::string_view, Json& value) { m_song.meta = std::move(value); }

  void check_id() {
    if (m_song.id.empty() && !m_song.recordings.empty()) {
      m_song.id = without_extension(m_song.recordings.front());
    }
    if (m_song.id.empty()) {
      fault_beyond_schema("", "has neither an 'id' nor a recording to take it from");
    } else if (const auto unsafe = base::unsafe_path(m_song.id)) {
      fault_beyond_schema("id", fmt::format("the id '{}' {}", base::printable(m_song.id), *unsafe));
    }
  }

  void check_annotations() {
    const std::size_t files = m_song.ground_truth.size();
    const std::size_t instruments = m_song.instruments.size();
    if (files > 1 && files != instruments) {
      fault_beyond_schema("ground_truth",
                          fmt::format("found {} files for {} instruments, expected 1 or {}", files,
                                      instruments, instruments));
    }
  }

  void fault(std::string_view key, std::string message) {
    std::string pointer = m_pointer;
    if (!key.empty()) pointer.append("/").append(key);
    base::add(m_out, {.pointer = std::move(pointer), .message = std::move(message)});
  }
  void fault_beyond_schema(std::string_view key, std::string message) {
    std::string pointer = m_pointer;
    if (!key.empty()) pointer.append("/").append(key);
    base::add(
        m_out,
        {.pointer = std::move(pointer), .message = std::move(message), .beyond_schema = true});
  }

  const std::string& m_pointer;
  Dialect m_dialect;
  Diagnostics& m_out;
  SongReading m_reading;
  SongEntry& m_song = m_reading.song;
};

const std::array<SongReader::Member, 9> SongReader::kOthers = {
    {{"recording", &SongReader::recording},
     {"sources", &SongReader::sources},
     {"ground_truth", &SongReader::ground_truth},
     {"duration", &SongReader::duration},
     {"year", &SongReader::year},
     {"offset", &SongReader::offset},
     {"ensemble", &SongReader::ensemble},
     {"features", &SongReader::features},
     {"meta", &SongReader::meta}}};

}  // namespace

SongReading read_song_entry(Json&& value, const std::string& pointer, Dialect dialect,
                            Diagnostics& out) {
  return SongReader(pointer, dialect, out).read(std::move(value));
}

}  // namespace setlist::definition
