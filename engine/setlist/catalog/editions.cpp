#include "setlist/catalog/editions.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace setlist::catalog {
namespace {

/// The name that all editions of a dataset have in common, known to the collection or not.
std::string original_of(const DatasetEntry& entry,
                        const std::map<std::string, const DatasetEntry*>& by_name) {
  std::string name = entry.definition.name;
  std::set<std::string> passed;
  while (passed.insert(name).second) {
    const auto found = by_name.find(name);
    if (found == by_name.end() || found->second->definition.variant_of.empty()) return name;
    name = found->second->definition.variant_of;
  }
  // The definitions form a circle: the first name on it serves for all that lead there.
  std::string first = name;
  for (std::string next = by_name.at(name)->definition.variant_of; next != name;
       next = by_name.at(next)->definition.variant_of) {
    first = std::min(first, next);
  }
  return first;
}

/// The name of the edition that stands for all.
std::string chosen(const std::vector<const DatasetEntry*>& editions) {
  const DatasetEntry* installed = nullptr;
  const DatasetEntry* original = nullptr;
  std::size_t count = 0;
  for (const auto* edition : editions) {
    if (edition->installed) {
      installed = edition;
      ++count;
    }
    if (!original && edition->definition.variant_of.empty()) original = edition;
  }
  if (count == 1) return installed->definition.name;
  return (original ? original : editions.front())->definition.name;
}

}  // namespace

std::vector<bool> left_out(const std::vector<DatasetEntry>& datasets) {
  std::vector<bool> out(datasets.size());
  std::map<std::string, const DatasetEntry*> by_name;
  bool variants = false;
  for (const auto& entry : datasets) {
    by_name.emplace(entry.definition.name, &entry);
    variants = variants || !entry.definition.variant_of.empty();
  }
  if (!variants) return out;
  std::map<std::string, std::vector<const DatasetEntry*>> families;
  for (const auto& entry : datasets) families[original_of(entry, by_name)].push_back(&entry);
  for (const auto& [original, editions] : families) {
    const std::string name = chosen(editions);
    for (const auto* edition : editions) {
      const auto place = static_cast<std::size_t>(edition - datasets.data());
      out[place] = edition->definition.name != name;
    }
  }
  return out;
}

}  // namespace setlist::catalog
