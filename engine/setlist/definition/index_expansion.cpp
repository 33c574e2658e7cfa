#include "setlist/definition/index_expansion.hpp"

#include "setlist/base/text.hpp"
#include "setlist/columns/interned.hpp"
#include "setlist/definition/index_plan.hpp"
#include "setlist/definition/index_scope.hpp"
#include "setlist/definition/index_source.hpp"
#include "setlist/definition/song_reader.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Diagnostic;
using base::Diagnostics;
using base::Json;

const std::string kSongPointer = "/index/song";

/// Does a row pass `where`? `pointer` becomes that of the condition at which this was known, or at
/// which RowFault was thrown.
bool is_wanted(const IndexPlan& plan, RowScope& scope, IndexValue& scratch, std::string& pointer) {
  return std::all_of(plan.where.begin(), plan.where.end(), [&](const auto& condition) {
    pointer = condition.pointer;
    return condition.holds(scope, scratch);
  });
}

/// Makes the songs of rows and hands over those without a fault.
class SongMaking {
 public:
  SongMaking(const IndexPlan& plan, RowScope& scope, RowFaults& faults, const SongSink& sink)
      : m_plan(plan), m_scope(scope), m_faults(faults), m_sink(sink) {
    m_field_fault = [this](const std::string& pointer, const std::string& reason) {
      report({.pointer = pointer, .message = reason});
      m_faulty = true;
    };
  }

  void take(const IndexRow& row) {
    m_row = &row;
    m_scope.enter(row);
    m_faulty = false;
    Json object = wanted_song();
    if (m_faulty || object.is_null()) return;
    m_diagnostics.clear();
    SongEntry song =
        read_song_entry(std::move(object), kSongPointer, Dialect::kSetlist, m_diagnostics).song;
    for (auto& diagnostic : m_diagnostics) {
      m_faulty = m_faulty || diagnostic.severity == base::Severity::kFault;
      report(std::move(diagnostic));
    }
    if (m_faulty || !is_new(song.id)) return;
    ++m_songs;
    m_sink(std::move(song));
  }

  [[nodiscard]] std::size_t songs() const { return m_songs; }

 private:
  struct Place {
    std::uint32_t table = 0;  ///< in m_tables
    std::size_t line = 0;
  };

  /// Null for a row that the rule leaves out, or that has a fault.
  Json wanted_song() {
    std::string pointer = "/index/join";
    try {
      if (!m_plan.where.empty() && !is_wanted(m_plan, m_scope, m_value, pointer)) return {};
      return song_of(m_plan.song, m_scope, m_field_fault);
    } catch (const RowFault& fault) {
      m_field_fault(pointer, fault.what());
    } catch (const DocumentMissing& missing) {
      m_field_fault("/index/join",
                    fmt::format("the document '{}' is not here", base::printable(missing.name)));
    }
    return {};
  }

  void report(Diagnostic diagnostic) {
    diagnostic.file = m_row->table();
    diagnostic.line = m_row->line();
    m_faults.add(std::move(diagnostic));
  }

  bool is_new(const std::string& id) {
    if (m_tables.empty() || m_tables.back() != m_row->table()) m_tables.push_back(m_row->table());
    const std::uint32_t number = m_ids.add(id);
    if (number > m_places.size()) {  // number 0 is the empty text
      m_places.push_back({static_cast<std::uint32_t>(m_tables.size() - 1), m_row->line()});
      return true;
    }
    const Place& first = m_places[number - 1];
    const std::string line = first.line == 0 ? "" : fmt::format(":{}", first.line);
    report({.pointer = kSongPointer + "/id",
            .message = fmt::format("the id '{}' is that of {}{} too", base::printable(id),
                                   base::printable(m_tables[first.table]), line)});
    return false;
  }

  const IndexPlan& m_plan;
  RowScope& m_scope;
  RowFaults& m_faults;
  const SongSink& m_sink;
  FieldFault m_field_fault;
  const IndexRow* m_row = nullptr;
  bool m_faulty = false;
  std::size_t m_songs = 0;
  IndexValue m_value;
  Diagnostics m_diagnostics;
  std::vector<std::string> m_tables;
  columns::InternedTexts m_ids;
  std::vector<Place> m_places;  ///< by the number of the id, from 1
};

/// One expansion from the tables to the count.
class Expanding {
 public:
  Expanding(const IndexPlan& plan, const IndexInputs& inputs, const SongSink& sink,
            Diagnostics& out)
      : m_plan(plan),
        m_inputs(inputs),
        m_out(out),
        m_faults(out),
        m_source(plan, inputs, m_faults),
        m_scope(plan, inputs, m_keyed, m_faults),
        m_making(plan, m_scope, m_faults, sink) {}

  Expansion run() {
    if (!m_source.is_here() || !find_joins()) return {};
    m_expansion.expanded = true;
    load_joins();
    if (m_faults.faults() == 0 && !has_documents()) return {};
    if (m_faults.faults() == 0) make_songs();
    m_faults.finish();
    m_source.add_paths(m_expansion.tables);
    add_documents();
    return std::move(m_expansion);
  }

 private:
  bool find_joins() {
    m_keyed.resize(m_plan.joins.size());
    for (const auto& join : m_plan.joins) {
      auto files = join.on ? find_table_files(join.table, m_inputs) : std::vector<TableFile>();
      if (!files) return false;
      m_join_files.push_back(*std::move(files));
    }
    return true;
  }

  void load_joins() {
    for (std::size_t i = 0; i < m_plan.joins.size(); ++i) {
      if (!m_plan.joins[i].on) continue;
      m_keyed[i].load(m_plan.joins[i], m_plan.names.asked_of_join(i), m_join_files[i], m_faults);
      for (const auto& file : m_join_files[i]) m_expansion.tables.push_back(file.path);
    }
  }

  /// A look at every row before the first song is handed over, where songs have documents.
  bool has_documents() {
    const bool any = std::any_of(m_plan.joins.begin(), m_plan.joins.end(),
                                 [](const auto& join) { return !join.on; });
    if (!any) return true;
    Diagnostics none;
    RowFaults unreported(none);  // what is wrong is found again when songs are made
    RowSource source(m_plan, m_inputs, unreported);
    RowScope scope(m_plan, m_inputs, m_keyed, unreported);
    try {
      source.visit([&](const IndexRow& row) { require_documents(scope, row); });
    } catch (const DocumentMissing&) {
      return false;
    }
    return true;
  }

  void require_documents(RowScope& scope, const IndexRow& row) {
    IndexValue scratch;
    std::string pointer;
    scope.enter(row);
    try {
      if (is_wanted(m_plan, scope, scratch, pointer)) scope.require_documents();
    } catch (const RowFault&) {
      return;  // reported when the song is made
    }
  }

  void make_songs() {
    m_source.visit([&](const IndexRow& row) { m_making.take(row); });
    m_source.warn_of_unseen();
    m_scope.warn_of_unseen();
    m_expansion.songs = m_making.songs();
    // Rows with a fault are missing from the number: nothing is to be said of it then.
    if (base::has_faults(m_out) || !m_plan.count || *m_plan.count == m_making.songs()) return;
    m_out.push_back({.severity = base::Severity::kWarning,
                     .pointer = "/index/count",
                     .message = fmt::format("the rule finds {} songs, expected {}",
                                            m_making.songs(), *m_plan.count)});
  }

  void add_documents() {
    const auto& documents = m_scope.documents();
    m_expansion.tables.insert(m_expansion.tables.end(), documents.begin(), documents.end());
    std::sort(m_expansion.tables.begin(), m_expansion.tables.end());
    const auto repeated = std::unique(m_expansion.tables.begin(), m_expansion.tables.end());
    m_expansion.tables.erase(repeated, m_expansion.tables.end());
  }

  const IndexPlan& m_plan;
  const IndexInputs& m_inputs;
  Diagnostics& m_out;
  RowFaults m_faults;
  RowSource m_source;
  std::vector<JoinedRows> m_keyed;
  RowScope m_scope;
  SongMaking m_making;
  std::vector<std::vector<TableFile>> m_join_files;
  Expansion m_expansion;
};

}  // namespace

IndexRule read_index_rule(const Json& value, const std::string& pointer, Diagnostics& out) {
  const IndexPlan plan = read_index_plan(value, pointer, out);
  return {.rule = value, .count = plan.count};
}

Expansion expand(const IndexRule& rule, const IndexInputs& inputs, const SongSink& sink,
                 Diagnostics& out) {
  Diagnostics faults;
  const IndexPlan plan = read_index_plan(rule.rule, "/index", faults);
  if (base::has_faults(faults)) {
    out.insert(out.end(), faults.begin(), faults.end());
    return {};
  }
  return Expanding(plan, inputs, sink, out).run();
}

}  // namespace setlist::definition
