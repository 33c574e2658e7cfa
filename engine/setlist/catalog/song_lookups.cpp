#include "setlist/catalog/song_lookups.hpp"

#include "setlist/base/text.hpp"

#include <algorithm>

namespace setlist::catalog {
namespace {

void add_words(std::vector<std::string>& words, std::string_view text) {
  for (auto& word : base::folded_words(text)) words.push_back(std::move(word));
}

/// The words of a composer's name and of everything else the composer is called.
std::vector<std::string> composer_words(std::string_view text, const music::Vocabulary& composers) {
  std::vector<std::string> words;
  add_words(words, text);
  if (const auto* composer = composers.find(text)) {
    words.push_back(person_key(composer->name));
    add_words(words, composer->name);
    for (const auto& alias : composer->aliases) add_words(words, alias);
  }
  return words;
}

}  // namespace

std::string person_key(std::string_view name) { return '=' + base::folded(name); }

std::vector<std::string> lookup_values(LookupField field, std::string_view text,
                                       const Words& words) {
  if (text.empty()) return {};
  switch (field) {
    case LookupField::kInstrument:
      return {base::folded(words.instruments.canonical(text))};
    case LookupField::kGroup:
    case LookupField::kTag:
      return {base::folded(text)};
    case LookupField::kComposerWord:
      return composer_words(text, words.composers);
    case LookupField::kTitleWord:
    case LookupField::kArtistWord:
      break;
  }
  return base::folded_words(text);
}

LookupBuilder::Values LookupBuilder::values_of(std::uint32_t text) {
  if (text >= m_by_text.size()) m_by_text.resize(m_texts.size());
  Values& place = m_by_text[text];
  if (place.begin == kNotAsked) {
    place.begin = static_cast<std::uint32_t>(m_text_values.size());
    for (const auto& value : lookup_values(m_field, m_texts[text], m_words)) {
      m_text_values.push_back(m_values.add(value));
    }
    place.end = static_cast<std::uint32_t>(m_text_values.size());
  }
  return place;
}

void LookupBuilder::add(std::span<const std::uint32_t> texts, SongNumber song) {
  for (const std::uint32_t text : texts) {
    if (text == 0) continue;
    const Values values = values_of(text);
    for (std::uint32_t i = values.begin; i < values.end; ++i) {
      m_postings.add(m_text_values[i], song);
    }
  }
}

void LookupBuilder::write(columns::ImageWriter& writer, columns::InternedTexts& texts,
                          std::size_t songs) {
  std::vector<std::uint32_t> values;
  for (std::uint32_t value = 1; value < m_values.size(); ++value) values.push_back(value);
  std::ranges::sort(values, {}, [this](std::uint32_t value) { return m_values[value]; });
  std::vector<std::uint32_t> keys;
  keys.reserve(values.size());
  for (const std::uint32_t value : values) keys.push_back(texts.add(m_values[value]));
  m_postings.write(writer, section::kLookup + 4 * static_cast<std::uint32_t>(m_field), values,
                   std::move(keys), songs);
}

}  // namespace setlist::catalog
