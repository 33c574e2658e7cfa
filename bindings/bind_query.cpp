#include "bindings/bind.hpp"
#include "bindings/bind_dataset.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/query/fields.hpp"
#include "setlist/query/filter.hpp"
#include "setlist/query/query_parser.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>
#include <pybind11/stl.h>

namespace py = pybind11;

namespace setlist::bindings {
namespace {

using dataset::Dataset;
using query::Filter;
using query::Interval;

/// "60..600", ">=60", "60"
Interval interval_of_text(const std::string& name, const std::string& text) {
  std::string_view sign;
  for (const std::string_view known : {">=", "<=", ">", "<", "="}) {
    if (text.starts_with(known)) {
      sign = known;
      break;
    }
  }
  const auto interval = query::interval_of(sign, std::string_view(text).substr(sign.size()));
  if (interval) return *interval;
  throw base::UsageError(
      fmt::format("filtering songs (the argument {}): found '{}', expected a "
                  "number, an interval such as '60..600' or '>=60'",
                  name, base::printable(text)));
}

Interval interval_of(const std::string& name, const py::handle& value) {
  if (py::isinstance<py::str>(value)) return interval_of_text(name, value.cast<std::string>());
  const auto [from, to] = value.cast<std::pair<std::optional<double>, std::optional<double>>>();
  Interval interval;
  if (from) interval.from = *from;
  if (to) interval.to = *to;
  return interval;
}

/// The members of a Filter by the names of the keywords.
class Reading {
 public:
  explicit Reading(const py::dict& fields) : m_fields(fields) {}

  template <typename Target>
  void operator()(const char* name, Target& target) const {
    if (!m_fields.contains(name)) return;
    const py::object value = m_fields[name];
    try {
      target = value.cast<Target>();
    } catch (const py::cast_error&) {
      throw py::type_error(
          fmt::format("filtering songs (the argument {}): found {}, of a wrong type", name,
                      py::repr(value).cast<std::string>()));
    }
  }
  void operator()(const char* name, std::optional<Interval>& target) const {
    if (m_fields.contains(name)) target = interval_of(name, m_fields[name]);
  }

 private:
  const py::dict& m_fields;
};

Filter filter_of(const py::dict& fields) {
  Filter filter;
  const Reading read(fields);
  read("datasets", filter.datasets);
  read("instruments", filter.instruments);
  read("all_instruments", filter.all_instruments);
  read("any_instrument", filter.any_instrument);
  read("composer", filter.composer);
  read("title", filter.title);
  read("artist", filter.artist);
  read("performer", filter.performer);
  read("work", filter.work);
  read("album", filter.album);
  read("text", filter.text);
  read("groups", filter.groups);
  read("any_group", filter.any_group);
  read("tags", filter.tags);
  read("any_tag", filter.any_tag);
  read("license", filter.license);
  read("has", filter.has);
  read("ground_truth", filter.ground_truth);
  read("ensemble", filter.ensemble);
  read("installed", filter.installed);
  read("year", filter.year);
  read("duration", filter.duration);
  read("n_notes", filter.n_notes);
  read("n_instruments", filter.n_instruments);
  return filter;
}

query::Query query_of(const std::string& text, const py::dict& fields) {
  return query::parse(text) & query::to_query(filter_of(fields));
}

using Found = std::pair<Dataset, std::vector<std::string>>;

/// The songs and what should be said beside them.
Found filtered(const Dataset& dataset, const std::string& text, const py::dict& fields) {
  const auto query = query_of(text, fields);
  return without_gil([&] {
    Found found(Dataset(dataset.selection().filtered(query)), {});
    auto remarks = dataset.selection().remarks_on(query);
    found.second = std::move(remarks.not_searched);
    for (auto& sentence : remarks.left_out) found.second.push_back(std::move(sentence));
    return found;
  });
}

using Row = std::tuple<std::string, std::size_t, std::size_t, std::size_t>;

std::vector<Row> explained(const Dataset& dataset, const std::string& text,
                           const py::dict& fields) {
  const auto query = query_of(text, fields);
  return without_gil([&] {
    std::vector<Row> rows;
    for (const auto& kept : dataset.selection().explained(query)) {
      rows.emplace_back(kept.part, kept.depth, kept.alone, kept.together);
    }
    return rows;
  });
}

}  // namespace

void add_queries(DatasetClass& dataset) {
  dataset.def("filter", &filtered).def("explain", &explained);
}

}  // namespace setlist::bindings
