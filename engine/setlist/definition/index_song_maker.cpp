#include "setlist/definition/index_number.hpp"
#include "setlist/definition/index_song.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Json;
using Kind = IndexField::Kind;

class SongMaker {
 public:
  SongMaker(IndexScope& scope, const FieldFault& fault) : m_scope(scope), m_fault(fault) {}

  /// Adds a field to an object, unless it comes out empty.
  void add(const IndexField& field, Json::Object& object) {
    if (field.kind == Kind::kObject) return add_object(field, object);
    if (field.kind == Kind::kList) return add_list(field, object);
    try {
      Json value = made(field);
      if (!value.is_null()) object.emplace_back(field.name, std::move(value));
    } catch (const RowFault& reason) {
      m_fault(field.pointer, reason.what());
    }
  }

 private:
  void add_object(const IndexField& field, Json::Object& object) {
    Json::Object members;
    members.reserve(field.members.size());
    for (const auto& member : field.members) add(member, members);
    const bool complete =
        field.needed.empty() || std::any_of(members.begin(), members.end(),
                                            [&](const auto& m) { return m.first == field.needed; });
    if (complete && !members.empty()) object.emplace_back(field.name, std::move(members));
  }

  /// What comes out as a list takes as many places.
  void add_list(const IndexField& field, Json::Object& object) {
    Json::Array list;
    for (const auto& member : field.members) {
      Json::Object one;
      add(member, one);
      if (one.empty()) continue;
      Json& value = one.front().second;
      if (auto* several = std::get_if<Json::Array>(&value.value);
          several && member.kind == Kind::kAny) {
        std::move(several->begin(), several->end(), std::back_inserter(list));
      } else {
        list.push_back(std::move(value));
      }
    }
    if (!list.empty()) object.emplace_back(field.name, std::move(list));
  }

  /// Null when it comes out empty.
  Json made(const IndexField& field) {
    switch (field.kind) {
      case Kind::kTexts:
        return texts(field);
      case Kind::kAny:
        return anything(field);
      case Kind::kFixed:
        return field.fixed;
      default:
        break;
    }
    const std::string_view text = one_text(field);
    if (text.empty()) return {};
    if (field.kind == Kind::kTruth) return truth_in(text);
    if (field.kind == Kind::kInteger || field.kind == Kind::kReal) return number_in(text);
    return text;
  }

  std::string_view one_text(const IndexField& field) {
    field.patterns.front().fill(m_scope, m_value);
    std::string_view text;
    std::size_t count = 0;
    for (const auto& item : m_value.items) {
      if (item.is_empty()) continue;
      text = item.required_text();
      ++count;
    }
    if (count > 1) {
      throw RowFault(
          fmt::format("comes out as {} texts, expected one: choose with 'item' or put "
                      "them together with 'join'",
                      count));
    }
    return text;
  }

  Json texts(const IndexField& field) {
    Json::Array list;
    for (const auto& pattern : field.patterns) {
      pattern.fill(m_scope, m_value);
      for (const auto& item : m_value.items) {
        if (!item.is_empty()) list.emplace_back(item.required_text());
      }
    }
    if (list.empty()) return {};
    return list;
  }

  /// In `meta` a number, a truth or a whole structure stays what it is.
  Json anything(const IndexField& field) {
    field.patterns.front().fill(m_scope, m_value);
    if (m_value.is_empty()) return {};
    std::erase_if(m_value.items, [](const auto& item) { return item.is_empty(); });
    return lasting(m_value);
  }

  IndexScope& m_scope;
  const FieldFault& m_fault;
  IndexValue m_value;
};

}  // namespace

Json song_of(const IndexSong& song, IndexScope& scope, const FieldFault& fault) {
  SongMaker maker(scope, fault);
  Json::Object object;
  object.reserve(song.fields.size());
  for (const auto& field : song.fields) maker.add(field, object);
  return object;
}

}  // namespace setlist::definition
