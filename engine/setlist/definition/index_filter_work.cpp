#include "setlist/definition/index_filter_work.hpp"

#include "setlist/base/text.hpp"
#include "setlist/definition/index_number.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include <fmt/format.h>
#include <re2/re2.h>

namespace setlist::definition::filters {
namespace {

using base::Json;

/// Changes each text of the value by itself.
template <typename Change>
void each(IndexValue& value, Change change) {
  for (auto& item : value.items) item = {.text = change(item.required_text())};
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Where character number `count` begins in UTF-8; the end when there are fewer.
std::size_t byte_of(std::string_view text, std::int64_t count) {
  std::size_t at = 0;
  while (at < text.size() && (is_continuation(text[at]) || count-- > 0)) ++at;
  return at;
}

std::int64_t length(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); });
}

/// The members of an object, or the items of a list, each with its name.
std::vector<IndexItem> members(const IndexValue& value) {
  if (value.is_list || value.is_empty()) return value.items;
  const auto* object =
      value.items.front().node ? value.items.front().node->as<Json::Object>() : nullptr;
  if (!object) throw RowFault("found a text, expected an object or a list");
  std::vector<IndexItem> items;
  items.reserve(object->size());
  for (const auto& [key, member] : *object) items.push_back({.node = &member, .key = key});
  return items;
}

bool holds(const IndexItem& item, const IndexFilter& filter, const FilterScene& scene) {
  IndexValue found;
  if (item.node) read_node(*item.node, filter.steps, found, scene.memory);
  if (found.items.empty()) return filter.text.empty();
  return std::any_of(found.items.begin(), found.items.end(),
                     [&](const auto& one) { return one.required_text() == filter.text; });
}

std::string with_replaced(std::string_view text, const IndexFilter& filter) {
  std::string changed;
  std::size_t at = 0;
  for (std::size_t hit = text.find(filter.text); hit != std::string_view::npos;
       hit = text.find(filter.text, at)) {
    changed += text.substr(at, hit - at);
    changed += filter.replacement;
    at = hit + filter.text.size();
    if (changed.size() > kLongestText) break;  // the caller's memory refuses it
  }
  changed += text.substr(at);
  return changed;
}

}  // namespace

void stem(const IndexFilter&, IndexValue& value, const FilterScene&) {
  each(value, [](std::string_view path) {
    const std::size_t begin = path.rfind('/') + 1;  // npos + 1 == 0
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos || dot <= begin ? path : path.substr(0, dot);
  });
}

void name(const IndexFilter&, IndexValue& value, const FilterScene&) {
  each(value, [](std::string_view path) { return path.substr(path.rfind('/') + 1); });
}

void parent(const IndexFilter&, IndexValue& value, const FilterScene&) {
  each(value, [](std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  });
}

void lower(const IndexFilter&, IndexValue& value, const FilterScene& scene) {
  each(value, [&](std::string_view text) { return scene.memory.keep(base::ascii_lower(text)); });
}

void upper(const IndexFilter&, IndexValue& value, const FilterScene& scene) {
  each(value, [&](std::string_view text) {
    std::string raised(text);
    for (char& c : raised) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return scene.memory.keep(std::move(raised));
  });
}

void trim(const IndexFilter&, IndexValue& value, const FilterScene&) {
  each(value, [](std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return std::string_view();
    return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
  });
}

void number(const IndexFilter&, IndexValue& value, const FilterScene& scene) {
  for (auto& item : value.items) {
    const auto text = item.required_text();
    if (text.empty()) continue;
    item = {.text = text, .node = &scene.memory.keep(number_in(text))};
  }
}

void keys(const IndexFilter&, IndexValue& value, const FilterScene&) {
  value.items = members(value);
  value.is_list = true;
  for (auto& item : value.items) item = {.text = item.key};
}

void present(const IndexFilter&, IndexValue& value, const FilterScene& scene) {
  std::erase_if(value.items, [&](const IndexItem& item) {
    return !std::binary_search(scene.files.begin(), scene.files.end(), item.required_text());
  });
}

void unique(const IndexFilter&, IndexValue& value, const FilterScene&) {
  std::unordered_set<std::string_view> seen;
  std::erase_if(value.items,
                [&](const IndexItem& item) { return !seen.insert(item.required_text()).second; });
}

void split(const IndexFilter& filter, IndexValue& value, const FilterScene&) {
  std::vector<IndexItem> parts;
  for (const auto& item : value.items) {
    std::string_view text = item.required_text();
    if (text.empty()) continue;
    for (std::size_t hit = text.find(filter.text); hit != std::string_view::npos;
         hit = text.find(filter.text)) {
      parts.push_back({.text = text.substr(0, hit)});
      text.remove_prefix(hit + filter.text.size());
    }
    parts.push_back({.text = text});
  }
  value.items = std::move(parts);
  value.is_list = true;
}

void join(const IndexFilter& filter, IndexValue& value, const FilterScene& scene) {
  if (!value.is_list) return;
  std::string text;
  for (const auto& item : value.items) {
    const auto part = item.required_text();
    if (part.empty()) continue;
    if (!text.empty()) text += filter.text;
    text += part;
    if (text.size() > kLongestText) break;  // refused below
  }
  value.set_text(scene.memory.keep(std::move(text)));
}

void fall_back(const IndexFilter& filter, IndexValue& value, const FilterScene&) {
  if (value.items.empty()) value.set_text(filter.text);
  for (auto& item : value.items) {
    if (item.is_empty()) item = {.text = filter.text};
  }
}

void where(const IndexFilter& filter, IndexValue& value, const FilterScene& scene) {
  value.items = members(value);
  value.is_list = true;
  std::erase_if(value.items, [&](const IndexItem& item) { return !holds(item, filter, scene); });
}

void get(const IndexFilter& filter, IndexValue& value, const FilterScene& scene) {
  IndexValue found;
  IndexValue all{.items = {}, .is_list = value.is_list};
  for (const auto& item : value.items) {
    found.clear();
    if (item.node) read_node(*item.node, filter.steps, found, scene.memory);
    if (!value.is_list) {
      all = std::move(found);
    } else if (found.is_list) {
      throw RowFault("'get' finds a list inside a list");
    } else {
      all.items.push_back(found.items.empty() ? IndexItem() : found.items.front());
    }
  }
  value = std::move(all);
}

void map(const IndexFilter& filter, IndexValue& value, const FilterScene&) {
  each(value, [&](std::string_view text) {
    const auto found = filter.map->find(text);
    return found == filter.map->end() ? text : std::string_view(found->second);
  });
}

void regex(const IndexFilter& filter, IndexValue& value, const FilterScene&) {
  const int groups = filter.pattern->NumberOfCapturingGroups() > 0 ? 2 : 1;
  each(value, [&](std::string_view text) {
    re2::StringPiece found[2];
    const bool matched = filter.pattern->Match({text.data(), text.size()}, 0, text.size(),
                                               re2::RE2::UNANCHORED, found, groups);
    const auto& wanted = found[groups - 1];
    return matched ? std::string_view(wanted.data(), wanted.size()) : std::string_view();
  });
}

void pad(const IndexFilter& filter, IndexValue& value, const FilterScene& scene) {
  each(value, [&](std::string_view text) {
    const auto missing = filter.number - length(text);
    if (text.empty() || missing <= 0) return text;
    return scene.memory.keep(std::string(static_cast<std::size_t>(missing), '0').append(text));
  });
}

void first(const IndexFilter& filter, IndexValue& value, const FilterScene&) {
  each(value, [&](std::string_view text) { return text.substr(0, byte_of(text, filter.number)); });
}

void last(const IndexFilter& filter, IndexValue& value, const FilterScene&) {
  each(value, [&](std::string_view text) {
    return text.substr(byte_of(text, std::max<std::int64_t>(0, length(text) - filter.number)));
  });
}

void item(const IndexFilter& filter, IndexValue& value, const FilterScene&) {
  const auto size = static_cast<std::int64_t>(value.items.size());
  const auto at = filter.number < 0 ? size + filter.number : filter.number;
  const auto chosen =
      at >= 0 && at < size ? value.items[static_cast<std::size_t>(at)] : IndexItem();
  value.clear();
  if (!chosen.is_empty()) value.items.push_back(chosen);
}

void replace(const IndexFilter& filter, IndexValue& value, const FilterScene& scene) {
  each(value, [&](std::string_view text) {
    if (text.find(filter.text) == std::string_view::npos) return text;
    return scene.memory.keep(with_replaced(text, filter));
  });
}

}  // namespace setlist::definition::filters
