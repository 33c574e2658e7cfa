#pragma once

#include "setlist/catalog/song_columns.hpp"
#include "setlist/catalog/vocabulary_file.hpp"
#include "setlist/columns/interned.hpp"
#include "setlist/columns/postings.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::catalog {

/// The values under which a field's text can be looked up, as LookupField says: an instrument by
/// its usual name, a composer by the words of all the names of that person.
[[nodiscard]] std::vector<std::string> lookup_values(LookupField field, std::string_view text,
                                                     const Words& words);

/// Under kComposerWord, what stands beside the words of a composer whom the vocabulary knows. No
/// word begins so.
[[nodiscard]] std::string person_key(std::string_view name);

/// Makes the lookup of one field. Each distinct text is folded once, whatever the number of songs.
class LookupBuilder {
 public:
  /// Both outlive the builder.
  LookupBuilder(LookupField field, const columns::InternedTexts& texts, const Words& words)
      : m_field(field), m_texts(texts), m_words(words) {}

  [[nodiscard]] LookupField field() const { return m_field; }
  /// The song's texts by number; songs ascend.
  void add(std::span<const std::uint32_t> texts, SongNumber song);
  /// The keys, sorted by their bytes, are interned in `texts`; the builder outlives the writer.
  void write(columns::ImageWriter& writer, columns::InternedTexts& texts, std::size_t songs);

 private:
  struct Values {
    std::uint32_t begin = kNotAsked;
    std::uint32_t end = kNotAsked;
  };
  static constexpr std::uint32_t kNotAsked = UINT32_MAX;
  Values values_of(std::uint32_t text);

  LookupField m_field;
  const columns::InternedTexts& m_texts;
  const Words& m_words;
  columns::InternedTexts m_values;
  std::vector<std::uint32_t> m_text_values;
  std::vector<Values> m_by_text;  ///< the place of each text's values in m_text_values
  columns::PostingsBuilder m_postings;
};

}  // namespace setlist::catalog
