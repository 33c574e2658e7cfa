#pragma once

#include "setlist/query/query.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace setlist::query {

/// What a song must satisfy, as a struct. What is left empty is no condition; docs/queries.md says
/// what each means. Several values must all hold, unless the field says otherwise.
struct Filter {
  std::vector<std::string> datasets;     ///< any of them
  std::vector<std::string> instruments;  ///< exactly these, in any order, repeated as often
  std::vector<std::string> all_instruments;
  std::vector<std::string> any_instrument;
  std::string composer;  ///< every word stands in the name, whatever case and accents
  std::string title;
  std::string artist;
  std::string performer;
  std::string work;
  std::string album;
  std::string text;
  std::vector<std::string> groups;
  std::vector<std::string> any_group;
  std::vector<std::string> tags;
  std::vector<std::string> any_tag;
  std::vector<std::string> license;  ///< any of them
  std::vector<std::string> has;  ///< types of annotation, "audio", "sources", "text", "features"
  /// Level by type, -1 for any but 0; one group satisfies all.
  std::map<std::string, int> ground_truth;
  std::optional<bool> ensemble;
  std::optional<bool> installed;
  std::optional<Interval> year;
  std::optional<Interval> duration;  ///< seconds
  std::optional<Interval> n_notes;
  std::optional<Interval> n_instruments;
};

[[nodiscard]] Query to_query(const Filter& filter);

}  // namespace setlist::query
