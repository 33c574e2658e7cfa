#pragma once

#include <limits>
#include <map>
#include <string>
#include <vector>

namespace setlist::query {

/// The numbers from `from` to `to`; an open end does not belong to it.
struct Interval {
  double from = -std::numeric_limits<double>::infinity();
  double to = std::numeric_limits<double>::infinity();
  bool from_open = false;
  bool to_open = false;

  /// NaN is in no interval.
  [[nodiscard]] bool contains(double number) const {
    return (from_open ? number > from : number >= from) && (to_open ? number < to : number <= to);
  }
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Any level of an annotation but 0.
inline constexpr Interval kAnnotated{.from = 1};

enum class Field {
  kAnyText,  ///< composer, title and artist together
  kId,
  kDataset,
  kComposer,
  kTitle,
  kArtist,
  kPerformer,
  kWork,
  kAlbum,
  kText,
  kInstrument,   ///< has it
  kInstruments,  ///< has these and no others
  kInstrumentCount,
  kGroup,
  kTag,
  kEnsemble,
  kHas,
  kLevels,
  kYear,
  kDuration,  ///< seconds
  kNotes,     ///< how many
  kLicense,
  kInstalled
};

/// How a value is compared: folded and by words or names, byte by byte, or as a pattern.
enum class Match { kFits, kEqual, kPattern };

/// One condition of a query. What a field does not need is left as it is.
struct Term {
  Field field = Field::kAnyText;
  Match match = Match::kFits;
  std::vector<std::string> values;         ///< one; of kInstruments all
  Interval number;                         ///< of a number, and of the level that kHas asks for
  std::map<std::string, Interval> levels;  ///< of kLevels, by type of annotation
  std::string place;  ///< where it was written, for errors: "column 10", "the argument year"

  [[nodiscard]] const std::string& value() const { return values.front(); }
};

/// A tree of terms. As it is made first it chooses every song.
struct Query {
  enum class Kind { kTerm, kAll, kAny, kNot };
  Kind kind = Kind::kAll;
  Term term;                 ///< of kTerm
  std::vector<Query> parts;  ///< of the others; kNot has one

  [[nodiscard]] static Query of(Term term) { return {Kind::kTerm, std::move(term), {}}; }
  /// Both must hold.
  friend Query operator&(Query a, Query b);
};

/// The query as it can be written: `composer:bach -(group:test OR tag:jazz)`.
[[nodiscard]] std::string to_text(const Query& query);

}  // namespace setlist::query
