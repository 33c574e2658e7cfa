#include "setlist/query/filter.hpp"

#include "setlist/query/fields.hpp"

namespace setlist::query {
namespace {

/// Gathers the terms that must all hold.
class Conditions {
 public:
  void add(Term term, const char* argument) {
    term.place = std::string("the argument ") + argument;
    m_query = std::move(m_query) & Query::of(std::move(term));
  }
  void add_text(Field field, const std::string& value, const char* argument) {
    if (!value.empty()) add({.field = field, .values = {value}}, argument);
  }
  void add_all(Field field, const std::vector<std::string>& values, const char* argument,
               const Interval& number = {}) {
    for (const auto& value : values) {
      add({.field = field, .values = {value}, .number = number}, argument);
    }
  }
  void add_any(Field field, const std::vector<std::string>& values, const char* argument) {
    Conditions some;
    some.add_all(field, values, argument);
    if (some.m_query.kind == Query::Kind::kAll) {
      if (some.m_query.parts.empty()) return;
      some.m_query.kind = Query::Kind::kAny;
    }
    m_query = std::move(m_query) & std::move(some.m_query);
  }
  void add_flag(Field field, std::optional<bool> value, const char* argument) {
    if (value) add({.field = field, .values = {*value ? "true" : "false"}}, argument);
  }
  void add_number(Field field, const std::optional<Interval>& number, const char* argument) {
    if (!number) return;
    Term term{.field = field, .number = *number};
    term.place = std::string("the argument ") + argument;
    check_interval(*number, term);
    add(std::move(term), argument);
  }
  Query finish() { return std::move(m_query); }

 private:
  Query m_query;
};

}  // namespace

Query to_query(const Filter& filter) {
  Conditions all;
  all.add_any(Field::kDataset, filter.datasets, "dataset");
  if (!filter.instruments.empty()) {
    all.add({.field = Field::kInstruments, .values = filter.instruments}, "instruments");
  }
  all.add_all(Field::kInstrument, filter.all_instruments, "all_instruments");
  all.add_any(Field::kInstrument, filter.any_instrument, "any_instrument");
  all.add_text(Field::kComposer, filter.composer, "composer");
  all.add_text(Field::kTitle, filter.title, "title");
  all.add_text(Field::kArtist, filter.artist, "artist");
  all.add_text(Field::kPerformer, filter.performer, "performer");
  all.add_text(Field::kWork, filter.work, "work");
  all.add_text(Field::kAlbum, filter.album, "album");
  all.add_text(Field::kText, filter.text, "text");
  all.add_all(Field::kGroup, filter.groups, "groups");
  all.add_any(Field::kGroup, filter.any_group, "any_group");
  all.add_all(Field::kTag, filter.tags, "tags");
  all.add_any(Field::kTag, filter.any_tag, "any_tag");
  all.add_any(Field::kLicense, filter.license, "license");
  all.add_all(Field::kHas, filter.has, "has", kAnnotated);
  if (!filter.ground_truth.empty()) {
    Term term{.field = Field::kLevels};
    for (const auto& [type, level] : filter.ground_truth) {
      const auto exact = static_cast<double>(level);
      term.levels[type] = level == -1 ? kAnnotated : Interval{exact, exact};
    }
    all.add(std::move(term), "ground_truth");
  }
  all.add_flag(Field::kEnsemble, filter.ensemble, "ensemble");
  all.add_flag(Field::kInstalled, filter.installed, "installed");
  all.add_number(Field::kYear, filter.year, "year");
  all.add_number(Field::kDuration, filter.duration, "duration");
  all.add_number(Field::kNotes, filter.n_notes, "n_notes");
  all.add_number(Field::kInstrumentCount, filter.n_instruments, "n_instruments");
  return all.finish();
}

}  // namespace setlist::query
