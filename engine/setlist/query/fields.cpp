#include "setlist/query/fields.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace setlist::query {
namespace {

using enum FieldKind;

constexpr std::array kFields = {
    FieldEntry{"dataset", "dataset", Field::kDataset, kText},
    FieldEntry{"id", "id", Field::kId, kText},
    FieldEntry{"composer", "composer", Field::kComposer, kText},
    FieldEntry{"title", "title", Field::kTitle, kText},
    FieldEntry{"artist", "artist", Field::kArtist, kText},
    FieldEntry{"performer", "performer", Field::kPerformer, kText},
    FieldEntry{"work", "work", Field::kWork, kText},
    FieldEntry{"album", "album", Field::kAlbum, kText},
    FieldEntry{"text", "text", Field::kText, kText},
    FieldEntry{"instrument", "instrument", Field::kInstrument, kText},
    FieldEntry{"instruments", "instrument", Field::kInstruments, kNameList},
    FieldEntry{"n_instruments", "number of instruments", Field::kInstrumentCount, kNumber},
    FieldEntry{"group", "group", Field::kGroup, kText},
    FieldEntry{"tag", "tag", Field::kTag, kText},
    FieldEntry{"ensemble", "ensemble", Field::kEnsemble, kFlag},
    FieldEntry{"has", "annotation", Field::kHas, kPresence},
    FieldEntry{"year", "year", Field::kYear, kNumber},
    FieldEntry{"duration", "duration", Field::kDuration, kNumber},
    FieldEntry{"n_notes", "number of notes", Field::kNotes, kNumber},
    FieldEntry{"license", "license", Field::kLicense, kText},
    FieldEntry{"installed", "installed", Field::kInstalled, kFlag}};

constexpr std::array<std::string_view, 4> kPresences = {"audio", "sources", "text", "features"};

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<Interval> range_of(std::string_view text, std::size_t dots) {
  const auto first = text.substr(0, dots);
  const auto last = text.substr(dots + 2);
  Interval interval;
  // "0...5" could be 0..0.5 as well as 0..5.
  if (last.starts_with('.') || (first.empty() && last.empty())) return std::nullopt;
  if (!first.empty()) {
    const auto from = number_of(first);
    if (!from) return std::nullopt;
    interval.from = *from;
  }
  if (!last.empty()) {
    const auto to = number_of(last);
    if (!to) return std::nullopt;
    interval.to = *to;
  }
  return interval;
}

}  // namespace

std::span<const FieldEntry> fields() { return kFields; }

const FieldEntry* field_named(std::string_view name) {
  const auto found = std::ranges::find(kFields, name, &FieldEntry::name);
  return found == kFields.end() ? nullptr : &*found;
}

const FieldEntry& entry_of(Field field) {
  return *std::ranges::find(kFields, field, &FieldEntry::field);
}

std::vector<std::string> field_names() {
  std::vector<std::string> names;
  for (const auto& entry : kFields) names.emplace_back(entry.name);
  return names;
}

std::span<const std::string_view> presences() { return kPresences; }

bool is_presence(std::string_view what) {
  return std::ranges::find(kPresences, what) != kPresences.end();
}

std::optional<Interval> interval_of(std::string_view comparison, std::string_view text) {
  if (comparison.empty()) {
    if (const auto dots = text.find(".."); dots != text.npos) return range_of(text, dots);
  }
  const auto number = number_of(text);
  if (!number) return std::nullopt;
  if (comparison == ">=") return Interval{.from = *number};
  if (comparison == ">") return Interval{.from = *number, .from_open = true};
  if (comparison == "<=") return Interval{.to = *number};
  if (comparison == "<") return Interval{.to = *number, .to_open = true};
  return Interval{*number, *number};
}

std::string to_text(const Interval& interval) {
  const bool any_from = std::isinf(interval.from);
  const bool any_to = std::isinf(interval.to);
  if (any_from && any_to) return ":..";
  if (any_to) return fmt::format("{}{}", interval.from_open ? ">" : ">=", interval.from);
  if (any_from) return fmt::format("{}{}", interval.to_open ? "<" : "<=", interval.to);
  if (interval.from == interval.to) return fmt::format("={}", interval.from);
  return fmt::format(":{}..{}", interval.from, interval.to);
}

void check_interval(const Interval& interval, const Term& term) {
  const bool open = interval.from_open || interval.to_open;
  if (interval.from < interval.to || (interval.from == interval.to && !open)) return;
  if (std::isnan(interval.from) || std::isnan(interval.to)) fail(term, "found NaN");
  if (interval.from == interval.to) {
    fail(term, fmt::format("no number is above and below {}", interval.from));
  }
  fail(term, fmt::format("no number is from {} to {}, expected the smaller one first",
                         interval.from, interval.to));
}

void fail(const Term& term, const std::string& reason) {
  const std::string place = term.place.empty() ? "" : fmt::format(" ({})", term.place);
  throw base::UsageError(fmt::format("filtering songs{}: {}", place, reason));
}

}  // namespace setlist::query
