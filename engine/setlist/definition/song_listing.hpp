#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/base/json.hpp"
#include "setlist/columns/interned.hpp"
#include "setlist/definition/definition.hpp"
#include "setlist/definition/index_expansion.hpp"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace setlist::definition {

/// Takes the songs of a definition one by one, hands the good ones on, and remembers what can be
/// judged only when all have been seen.
class SongListing {
 public:
  /// `name` is the dataset's where it is known before the songs: ASMD's ids need it. All outlive
  /// the listing.
  SongListing(Dialect dialect, const std::string& name, const SongSink& sink,
              base::Diagnostics& out)
      : m_dialect(dialect), m_name(name), m_sink(sink), m_out(out) {}

  void add(base::Json&& value, std::size_t index);
  /// Undeclared instruments and groups, and unknown fields, each once.
  void finish(const Definition& definition);

 private:
  /// Something that many songs may share: how often, and where first.
  struct Uses {
    std::size_t times = 0;
    std::string pointer;
  };
  using UsesByName = std::unordered_map<std::string, Uses>;

  void give_asmd_id(SongEntry& song, const std::string& pointer);
  void check_id_is_new(const std::string& id, std::size_t index);
  void remember(UsesByName& uses, const std::string& name, const std::string& pointer,
                const char* key);
  void warn_undeclared(const UsesByName& uses, const std::vector<std::string>& declared,
                       std::string_view what);

  Dialect m_dialect;
  const std::string& m_name;
  const SongSink& m_sink;
  base::Diagnostics& m_out;
  columns::InternedTexts m_ids;
  std::vector<std::size_t> m_index_of_id;  ///< by the id's number
  UsesByName m_instruments, m_groups, m_unknown_fields;
  Uses m_shared_annotations;  ///< ASMD's songs with one annotation for several instruments
};

}  // namespace setlist::definition
