#include "setlist/definition/index_scope.hpp"

#include "setlist/base/text.hpp"

#include <fmt/format.h>

namespace setlist::definition {

RowScope::RowScope(const IndexPlan& plan, const IndexInputs& inputs,
                   const std::vector<JoinedRows>& joined, RowFaults& faults)
    : IndexScope(inputs.files),
      m_plan(plan),
      m_inputs(inputs),
      m_keyed(joined),
      m_joined(plan.joins.size()),
      m_lets(plan.lets.size()) {
  for (std::size_t i = 0; i < plan.joins.size(); ++i) {
    m_readers.emplace_back(plan.joins[i].table.layout, std::span<const IndexFlags>(),
                           std::span<const std::string>(), plan.names.asked_of_join(i), faults);
  }
}

void RowScope::enter(const IndexRow& row) {
  m_row = &row;
  memory().clear();
  for (auto& joined : m_joined) joined.found = false;
  for (auto& let : m_lets) let.made = false;
}

void RowScope::look_up(const IndexReference& reference, IndexValue& value) {
  switch (reference.of) {
    case IndexReference::Of::kRow:
      m_row->look_up(reference.slot, value, memory());
      break;
    case IndexReference::Of::kJoin: {
      const Joined& joined = joined_to_row(reference.which);
      read_joined(joined.rows, joined.as_list, reference.slot, value, memory());
      break;
    }
    case IndexReference::Of::kLet: {
      Let& let = m_lets[reference.which];
      if (!let.made) m_plan.lets[reference.which].fill(*this, let.value);
      let.made = true;
      value = let.value;
      break;
    }
  }
}

const RowScope::Joined& RowScope::joined_to_row(std::size_t which) {
  Joined& joined = m_joined[which];
  if (joined.found) return joined;
  joined.rows.clear();
  joined.as_list = false;
  if (m_plan.joins[which].on) {
    find_rows(which, joined);
  } else {
    find_document(which, joined);
  }
  joined.found = true;
  return joined;
}

void RowScope::find_rows(std::size_t which, Joined& joined) {
  IndexValue key;
  m_plan.joins[which].on->evaluate(*this, key);
  joined.as_list = key.is_list;
  for (const auto& item : key.items) {
    if (const auto text = item.required_text(); !text.empty()) {
      m_keyed[which].find(text, joined.rows);
    }
  }
}

std::string RowScope::document_name(std::size_t which) {
  IndexValue name;
  m_plan.joins[which].document.fill(*this, name);
  if (name.is_empty()) return {};
  if (name.is_list)
    throw RowFault(fmt::format("the document of '{}' comes out as a list",
                               base::printable(m_plan.joins[which].name)));
  std::string text(name.items.front().required_text());
  if (const auto fault = table_name_fault(text)) {
    throw RowFault(fmt::format("the document '{}' {}", base::printable(text), *fault));
  }
  return text;
}

void RowScope::find_document(std::size_t which, Joined& joined) {
  const std::string name = document_name(which);
  if (name.empty()) return;
  if (name != joined.document) {
    auto path = m_inputs.find_table(name);
    if (!path) throw DocumentMissing{name};
    joined.kept.clear();
    const TableFile file{.name = name, .path = *path, .captures = {}};
    const std::size_t slots = m_plan.names.asked_of_join(which).size();
    RowMemory memory;
    m_readers[which].read(
        file, [&](const IndexRow& row) { joined.kept = definition::kept(row, slots, memory); });
    m_documents.push_back(*std::move(path));
    joined.document = name;
  }
  if (joined.kept.size() != m_plan.names.asked_of_join(which).size()) {
    throw RowFault(fmt::format("the document '{}' cannot be read", base::printable(name)));
  }
  joined.rows.push_back(&joined.kept);
}

void RowScope::require_documents() {
  for (std::size_t which = 0; which < m_joined.size(); ++which) {
    if (m_plan.joins[which].on) continue;
    const std::string name = document_name(which);
    if (!name.empty() && !m_inputs.find_table(name)) throw DocumentMissing{name};
  }
}

void RowScope::warn_of_unseen() {
  for (std::size_t which = 0; which < m_readers.size(); ++which) {
    if (!m_plan.joins[which].on) m_readers[which].warn_of_unseen(m_plan.joins[which].table.file);
  }
}

}  // namespace setlist::definition
