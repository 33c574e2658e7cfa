#include "cli/song_json.hpp"

namespace setlist::cli {

using base::Json;

Json to_json(const dataset::Song& song) {
  const auto& facts = song.facts();
  const auto known = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return Json::Object{{"id", song.id()},
                      {"dataset", song.dataset()},
                      {"title", known(facts.title)},
                      {"composer", known(facts.composer)},
                      {"artist", known(facts.artist)},
                      {"performer", known(facts.performer)},
                      {"work", known(facts.work)},
                      {"album", known(facts.album)},
                      {"year", facts.year ? Json(*facts.year) : Json()},
                      {"duration", facts.duration_seconds ? Json(*facts.duration_seconds) : Json()},
                      {"license", known(song.license())},
                      {"instruments", base::json_array(facts.instruments)},
                      {"groups", base::json_array(facts.groups)},
                      {"tags", base::json_array(facts.tags)},
                      {"text", known(facts.text)},
                      {"recording", base::json_array(facts.recordings)},
                      {"sources", base::json_array(facts.sources)},
                      {"ground_truth", base::json_array(facts.ground_truth)}};
}

std::vector<std::string> song_columns() {
  return {"id",     "dataset", "title", "composer",  "artist",  "performer",
          "work",   "album",   "year",  "duration",  "license", "instruments",
          "groups", "tags",    "text",  "recording", "sources", "ground_truth"};
}

}  // namespace setlist::cli
