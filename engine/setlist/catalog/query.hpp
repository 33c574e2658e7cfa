#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/columns/bitset.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::catalog {

using columns::Bitset;

/// What a song must satisfy. Several values of one term must all hold.
struct Filter {
  std::vector<std::string> datasets;     ///< any of them
  std::vector<std::string> instruments;  ///< exactly these, in any order, repeated as often
  std::string composer;  ///< every word stands in the name, whatever case and accents
  std::string title;
  std::string artist;
  std::vector<std::string> groups;
  std::vector<std::string> tags;
  std::optional<bool> ensemble;
  std::map<std::string, int> ground_truth;  ///< type -> exact level; -1 for any level but 0
};

/// One condition of a query.
struct Term {
  enum class Field {
    kAnyText,
    kDataset,
    kInstrument,        ///< contains it
    kExactInstruments,  ///< these and no others
    kComposer,
    kTitle,
    kArtist,
    kGroup,
    kTag,
    kEnsemble,
    kLevels,
    kHas
  };
  Field field = Field::kAnyText;
  std::string value;
  std::vector<std::string> values;    ///< of kDataset (any of them) and kExactInstruments
  std::map<std::string, int> levels;  ///< of kLevels; as in Filter
  bool denied = false;                ///< the songs that do not satisfy it
};

/// All terms must hold.
struct Query {
  std::vector<Term> terms;
};

[[nodiscard]] Query to_query(const Filter& filter);

/// `composer:"J. S. Bach" instrument:violin -group:test has:score` and bare words. A fault is a
/// UsageError that names the column.
[[nodiscard]] Query parse_query(std::string_view text);

/// The songs that satisfy the query. A name that the whole catalogue does not know is a UsageError
/// with a suggestion.
[[nodiscard]] Bitset matching(const Catalog& catalog, const Query& query);

/// The datasets that a query could have found songs in, had their songs been known: a sentence for
/// each that is not expanded and that no `dataset` term leaves out.
[[nodiscard]] std::vector<std::string> not_searched(const Catalog& catalog, const Query& query);

}  // namespace setlist::catalog
