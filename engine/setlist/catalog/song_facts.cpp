#include "setlist/catalog/song_facts.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/object_reader.hpp"

namespace setlist::catalog {
namespace {

namespace fs = std::filesystem;
using base::Json;

constexpr double kLongestSeconds = 1e9;
constexpr int kHighest = 100'000'000;

template <typename T>
void add(Json::Object& object, const char* key, const std::optional<T>& value) {
  if (value) object.emplace_back(key, Json(*value));
}

Json::Object to_json(const SongFacts& facts) {
  Json::Object object;
  add(object, "frames", facts.frames);
  add(object, "sample_rate", facts.sample_rate);
  add(object, "channels", facts.channels);
  add(object, "duration", facts.duration_seconds);
  add(object, "notes", facts.notes);
  add(object, "first_onset", facts.first_onset);
  add(object, "last_onset", facts.last_onset);
  return object;
}

std::optional<int> small(base::ObjectReader& reader, const char* key) {
  const auto number = reader.integer(key, 1, kHighest);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

SongFacts facts_of(base::ObjectReader& reader) {
  SongFacts facts;
  facts.frames = reader.integer("frames", 0, INT64_MAX);
  facts.sample_rate = small(reader, "sample_rate");
  facts.channels = small(reader, "channels");
  facts.duration_seconds = reader.number("duration", 0, kLongestSeconds);
  facts.notes = reader.integer("notes", 0, INT64_MAX);
  facts.first_onset = reader.number("first_onset", -kLongestSeconds, kLongestSeconds);
  facts.last_onset = reader.number("last_onset", -kLongestSeconds, kLongestSeconds);
  return facts;
}

}  // namespace

fs::path facts_file(const fs::path& install_dir, const std::string& receipt_digest) {
  const std::string hex = receipt_digest.substr(receipt_digest.find(':') + 1);
  return install_dir / ".setlist/cache" / hex / "facts.json";
}

FactsTable read_facts(const fs::path& file) {
  try {
    const base::JsonLimits limits{.bytes = 1ULL << 30U, .values = 50'000'000};
    const Json document = base::parse_json(base::read_file(file, limits.bytes), limits);
    FactsTable table;
    base::Diagnostics faults;
    const Json* songs = document.find("songs");
    const auto* members = songs ? songs->as<Json::Object>() : nullptr;
    if (!members) return {};
    for (const auto& [id, value] : *members) {
      base::ObjectReader reader(value, "", faults);
      table.emplace(id, facts_of(reader));
    }
    return faults.empty() ? table : FactsTable();
  } catch (const base::JsonFault&) {
    return {};
  } catch (const base::Error&) {
    return {};
  }
}

void write_facts(const FactsTable& facts, const fs::path& file) {
  Json::Object songs;
  for (const auto& [id, measured] : facts) songs.emplace_back(id, to_json(measured));
  base::make_folders(file.parent_path());
  base::write_file_atomically(file, base::json_text(Json::Object{{"songs", std::move(songs)}}));
}

}  // namespace setlist::catalog
