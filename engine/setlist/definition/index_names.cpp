#include "setlist/definition/index_names.hpp"

#include "setlist/definition/index_value.hpp"

#include <algorithm>

namespace setlist::definition {
namespace {

using Of = IndexReference::Of;

std::uint32_t ask(std::vector<AskedName>& asked, std::string_view name,
                  const std::string& pointer) {
  const auto known = std::find_if(asked.begin(), asked.end(),
                                  [&](const AskedName& other) { return other.name == name; });
  const auto slot = static_cast<std::uint32_t>(known - asked.begin());
  if (known == asked.end()) asked.push_back({std::string(name), path_steps(name), pointer});
  return slot;
}

std::uint32_t place(const std::vector<std::string>& names, std::string_view name) {
  return static_cast<std::uint32_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace

void IndexNames::add_join(std::string name) {
  m_joins.push_back(std::move(name));
  m_asked_of_joins.emplace_back();
}

void IndexNames::add_let(std::string name) { m_lets.push_back(std::move(name)); }

bool IndexNames::is_taken(std::string_view name) const {
  return place(m_joins, name) < m_joins.size() || place(m_lets, name) < m_lets.size();
}

IndexReference IndexNames::refer(std::string_view name, const std::string& pointer) {
  if (const auto let = place(m_lets, name); let < m_lets.size()) return {Of::kLet, let, 0};
  const std::size_t dot = name.find('.');
  if (const auto join = place(m_joins, name.substr(0, dot)); join < m_joins.size()) {
    const auto rest = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
    return {Of::kJoin, join, ask_join(join, rest, pointer)};
  }
  return {Of::kRow, 0, ask(m_row, name, pointer)};
}

std::uint32_t IndexNames::ask_join(std::size_t join, std::string_view name,
                                   const std::string& pointer) {
  return ask(m_asked_of_joins[join], name, pointer);
}

}  // namespace setlist::definition
