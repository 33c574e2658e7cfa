#pragma once

#include "setlist/base/diagnostics.hpp"
#include "setlist/base/json.hpp"
#include "setlist/definition/index_template.hpp"

#include <functional>
#include <string>
#include <vector>

namespace setlist::definition {

/// One field of the songs of a rule, or a member of such a field.
struct IndexField {
  enum class Kind { kText, kTexts, kInteger, kReal, kTruth, kAny, kObject, kList, kFixed };
  Kind kind = Kind::kText;
  std::string name;
  std::string pointer;                  ///< in the definition, to say where a row is wrong
  std::vector<IndexTemplate> patterns;  ///< of kTexts any number, of the other texts one
  base::Json fixed;                     ///< of kFixed
  std::vector<IndexField> members;      ///< of kObject, and of kList without names
  std::string needed;                   ///< of kObject: left out without this member
};

/// What a rule says of each song.
struct IndexSong {
  std::vector<IndexField> fields;
};

/// Reads the member `song`; what is wrong with it is added to `out`.
[[nodiscard]] IndexSong read_index_song(const base::Json& value, const std::string& pointer,
                                        IndexNames& names, const IndexMaps& maps,
                                        base::Diagnostics& out);

using FieldFault = std::function<void(const std::string& pointer, const std::string& reason)>;

/// The song of the row at hand, as it could stand in a list of songs. For each field that cannot be
/// made `fault` is called with its pointer in the definition and the reason.
[[nodiscard]] base::Json song_of(const IndexSong& song, IndexScope& scope, const FieldFault& fault);

}  // namespace setlist::definition
