#include "setlist/selection/facet.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/catalog/vocabulary_file.hpp"
#include "setlist/query/fields.hpp"
#include "setlist/query/matching.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <numeric>
#include <unordered_map>

#include <fmt/format.h>

namespace setlist::selection {
namespace {

using catalog::Catalog;
using catalog::ListField;
using catalog::NumberField;
using catalog::SongColumns;
using catalog::TextField;
using query::Field;

using Numbers = std::vector<std::uint32_t>;

/// Spellings that mean the same get one number; the first spelling is the one shown.
class Spellings {
 public:
  std::uint32_t number(const std::string& key, std::string_view shown) {
    const auto [place, is_new] = m_numbers.emplace(key, static_cast<std::uint32_t>(m_shown.size()));
    if (is_new) m_shown.emplace_back(shown);
    return place->second;
  }
  std::uint32_t number(std::string_view shown) { return number(base::folded(shown), shown); }
  std::vector<std::string>& shown() { return m_shown; }

 private:
  std::unordered_map<std::string, std::uint32_t> m_numbers;
  std::vector<std::string> m_shown;
};

/// "Bach / Busoni", "Simon & Garfunkel", "A; B": each of the persons.
std::vector<std::string_view> persons_of(std::string_view text) {
  std::vector<std::string_view> persons;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("/;&"), text.size());
    auto person = text.substr(0, end);
    while (person.starts_with(' ')) person.remove_prefix(1);
    while (person.ends_with(' ')) person.remove_suffix(1);
    if (!person.empty()) persons.push_back(person);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return persons;
}

/// Gives each song its values. Texts and lists are looked at once however many songs share them.
class Facets {
 public:
  Facets(const Selection& songs, bool each_person)
      : m_songs(songs),
        m_catalog(*songs.catalog()),
        m_columns(m_catalog.columns()),
        m_each_person(each_person) {}

  Facet of(Field field) {
    switch (field) {
      case Field::kDataset:
        return each([&](auto song) {
          return Numbers{m_spellings.number(m_catalog.dataset_of(song).definition.name)};
        });
      case Field::kId:
        return each([&](auto song) {
          const std::string id = m_catalog.id_of(song);
          return Numbers{m_spellings.number(id, id)};
        });
      case Field::kInstrument:
        return of_list(ListField::kInstruments, [&](std::string_view name) {
          return m_spellings.number(m_catalog.words().instruments.canonical(name));
        });
      case Field::kGroup:
        return of_list(ListField::kGroups, [&](auto name) { return m_spellings.number(name); });
      case Field::kTag:
        return of_list(ListField::kTags, [&](auto name) { return m_spellings.number(name); });
      case Field::kLicense:
        return each([&](auto song) { return license_of(song); });
      case Field::kWork:
        return each([&](auto song) { return work_of(song); });
      case Field::kEnsemble:
        return of_flag(Field::kEnsemble);
      case Field::kInstalled:
        return of_flag(Field::kInstalled);
      case Field::kYear:
        return of_number(NumberField::kYear);
      case Field::kDuration:
        return of_number(NumberField::kDuration);
      case Field::kNotes:
        return of_number(NumberField::kNotes);
      case Field::kInstrumentCount:
        return of_instrument_count();
      default:
        return of_text(field);
    }
  }

 private:
  template <typename Values>
  Facet each(Values values) {
    Facet facet;
    facet.begins.push_back(0);
    for (const auto song : m_songs.numbers()) {
      Numbers found = values(song);
      std::ranges::sort(found);
      found.erase(std::unique(found.begin(), found.end()), found.end());
      facet.numbers.insert(facet.numbers.end(), found.begin(), found.end());
      facet.begins.push_back(static_cast<std::uint32_t>(facet.numbers.size()));
    }
    facet.values = std::move(m_spellings.shown());
    return facet;
  }

  /// `values(number)` of a text or list, remembered.
  template <typename Values>
  auto remembered(Values values) {
    return [values, known = std::unordered_map<std::uint32_t, Numbers>()](
               std::uint32_t number) mutable -> const Numbers& {
      const auto [place, is_new] = known.try_emplace(number);
      if (is_new) place->second = values(number);
      return place->second;
    };
  }

  template <typename NumberOf>
  Facet of_list(ListField field, NumberOf number_of) {
    auto values = remembered([&, number_of](std::uint32_t list) {
      Numbers numbers;
      for (const auto text : m_columns.list(list))
        numbers.push_back(number_of(m_columns.text(text)));
      return numbers;
    });
    return each([&](auto song) { return values(m_columns.list_number(field, song)); });
  }

  std::string usual_name(Field field, std::string_view text) const {
    return field == Field::kComposer ? m_catalog.words().composers.canonical(text)
                                     : std::string(text);
  }

  Facet of_text(Field field) {
    constexpr std::array kTexts = {std::pair{Field::kComposer, TextField::kComposer},
                                   std::pair{Field::kTitle, TextField::kTitle},
                                   std::pair{Field::kArtist, TextField::kArtist},
                                   std::pair{Field::kPerformer, TextField::kPerformer},
                                   std::pair{Field::kAlbum, TextField::kAlbum},
                                   std::pair{Field::kText, TextField::kText}};
    const auto column =
        std::ranges::find(kTexts, field, [](const auto& pair) { return pair.first; })->second;
    const bool is_person =
        field == Field::kComposer || field == Field::kArtist || field == Field::kPerformer;
    auto values = remembered([&, each = m_each_person && is_person](std::uint32_t text) {
      Numbers numbers;
      const auto whole = m_columns.text(text);
      for (const auto& name : each ? persons_of(whole) : std::vector{whole}) {
        if (!name.empty()) numbers.push_back(m_spellings.number(usual_name(field, name)));
      }
      return numbers;
    });
    return each([&](auto song) { return values(m_columns.text_number(column, song)); });
  }

  Numbers license_of(catalog::SongNumber song) {
    auto license = m_columns.text(TextField::kLicense, song);
    if (license.empty()) license = m_catalog.dataset_of(song).definition.license.id;
    return license.empty() ? Numbers{} : Numbers{m_spellings.number(license)};
  }

  /// A work of a composer: two may have called theirs the same.
  Numbers work_of(catalog::SongNumber song) {
    const auto stated = m_columns.text(TextField::kWork, song);
    const auto name = stated.empty() ? m_columns.text(TextField::kTitle, song) : stated;
    const auto composer = m_columns.text(TextField::kComposer, song);
    if (name.empty() || (stated.empty() && composer.empty())) return {};
    if (composer.empty()) return {m_spellings.number(name)};
    return {
        m_spellings.number(fmt::format("{}: {}", usual_name(Field::kComposer, composer), name))};
  }

  Facet of_flag(Field field) {
    const auto holds =
        query::matching(m_catalog, query::Query::of({.field = field, .values = {"true"}}));
    return each([&](auto song) {
      return Numbers{m_spellings.number(holds.contains(song) ? "true" : "false")};
    });
  }

  Facet of_number(NumberField field) {
    return each([&](auto song) {
      const double number = m_columns.number(field, song);
      if (std::isnan(number)) return Numbers{};
      return Numbers{m_spellings.number(fmt::format("{}", number))};
    });
  }

  Facet of_instrument_count() {
    return each([&](auto song) {
      const auto list = m_columns.list_number(ListField::kInstruments, song);
      const auto count = m_columns.list(list).size();
      return count == 0 ? Numbers{} : Numbers{m_spellings.number(fmt::format("{}", count))};
    });
  }

  const Selection& m_songs;
  const Catalog& m_catalog;
  const SongColumns& m_columns;
  bool m_each_person;
  Spellings m_spellings;
};

/// Puts the values in order: numbers by size, texts by their letters.
Facet in_order(Facet facet, bool numeric) {
  std::vector<std::string> keys;
  std::vector<double> sizes(facet.values.size());
  for (std::size_t k = 0; k < facet.values.size(); ++k) {
    const std::string& value = facet.values[k];
    keys.push_back(base::folded(value));
    if (numeric) std::from_chars(value.data(), value.data() + value.size(), sizes[k]);
  }
  Numbers order(facet.values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    if (sizes[a] != sizes[b]) return sizes[a] < sizes[b];
    return keys[a] != keys[b] ? keys[a] < keys[b] : facet.values[a] < facet.values[b];
  });
  Numbers place(order.size());
  std::vector<std::string> values;
  for (std::uint32_t k = 0; k < order.size(); ++k) {
    place[order[k]] = k;
    values.push_back(std::move(facet.values[order[k]]));
  }
  facet.values = std::move(values);
  for (auto& number : facet.numbers) number = place[number];
  for (std::size_t k = 0; k + 1 < facet.begins.size(); ++k) {
    std::sort(facet.numbers.begin() + facet.begins[k], facet.numbers.begin() + facet.begins[k + 1]);
  }
  return facet;
}

/// Fields of queries that are a condition, not a value; and "any text".
Field field_of(std::string_view name) {
  std::string_view singular = name;
  if (singular.ends_with('s') && query::field_named(singular.substr(0, singular.size() - 1))) {
    singular.remove_suffix(1);
  }
  const auto* entry = query::field_named(singular);
  if (entry && entry->kind != query::FieldKind::kPresence) return entry->field;
  std::vector<std::string> known;
  for (const auto& field : query::fields()) {
    if (field.kind != query::FieldKind::kPresence && field.kind != query::FieldKind::kNameList) {
      known.emplace_back(field.name);
    }
  }
  throw base::UsageError(fmt::format("'{}' is not a field of songs{}; the fields are {}",
                                     base::printable(name), base::suggestion(name, known),
                                     base::joined(known, ", ")));
}

}  // namespace

Facet facet(const Selection& songs, std::string_view field) {
  const Field known = field_of(field);
  const bool numeric = query::entry_of(known).kind == query::FieldKind::kNumber;
  return in_order(Facets(songs, false).of(known), numeric);
}

Facet facet_of_persons(const Selection& songs, std::string_view field) {
  return Facets(songs, true).of(field_of(field));
}

}  // namespace setlist::selection
