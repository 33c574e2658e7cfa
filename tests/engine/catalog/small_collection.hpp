#pragma once

#include "engine/scratch.hpp"
#include "setlist/catalog/catalog.hpp"
#include "setlist/columns/bitset.hpp"

#include <string>

namespace setlist::testing {

/// A definition with these songs (JSON members of an array) and nothing else unusual.
inline std::string definition_text(const std::string& name, const std::string& songs) {
  return R"({"format": 1, "name": ")" + name +
         R"(", "groups": ["train", "test"], "instruments": ["piano", "violin", "cello"],
            "ground_truth": {"train": {"score": 1, "f0": 2}, "test": {"score": 2}},
            "songs": [)" +
         songs + "]}";
}

inline constexpr const char* kAlphaSongs = R"(
  {"id": "one", "title": "Sonata in C", "composer": "Wolfgang Amadeus Mozart",
   "instruments": ["piano"], "groups": ["train"], "recording": "one.wav", "tags": ["calm"]},
  {"id": "two", "title": "Largo", "composer": "Antonín Dvořák", "instruments": ["violin", "piano"],
   "groups": ["test"], "recording": {"path": ["two.wav"]}, "sources": ["v.wav", "p.wav"]},
  {"id": "three", "title": "Duo", "instruments": ["violin", "violin"], "groups": ["train", "test"],
   "text": "Two violins."})";

inline constexpr const char* kBetaSongs = R"(
  {"id": "one", "title": "Sonata", "composer": "Domenico Scarlatti", "instruments": ["piano"],
   "groups": ["test"]},
  {"id": "solo", "title": "Alone", "composer": "Johann Sebastian Bach", "instruments": ["cello"],
   "groups": ["train"], "ensemble": true})";

/// Two datasets in one folder.
class SmallCollection {
 public:
  SmallCollection() {
    m_scratch.put("definitions/beta.json", definition_text("Beta", kBetaSongs));
    m_scratch.put("definitions/alpha.json", definition_text("Alpha", kAlphaSongs));
  }
  [[nodiscard]] const Scratch& scratch() const { return m_scratch; }
  [[nodiscard]] std::shared_ptr<const catalog::Catalog> open() const {
    return catalog::Catalog::open({{}, m_scratch / "music", {m_scratch / "definitions"}});
  }

 private:
  Scratch m_scratch;
};

inline std::vector<std::string> ids_of(const catalog::Catalog& catalog,
                                       const columns::Bitset& songs) {
  std::vector<std::string> ids;
  songs.for_each(
      [&](std::size_t n) { ids.push_back(catalog.id_of(static_cast<catalog::SongNumber>(n))); });
  return ids;
}

}  // namespace setlist::testing
