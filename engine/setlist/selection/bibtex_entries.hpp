#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace setlist::selection {

/// An entry of BibTeX, as it was written.
struct BibtexEntry {
  std::string key;   ///< "" of @string and @preamble
  std::string text;  ///< from '@' to the closing brace or parenthesis

  /// Of an entry that has a key.
  [[nodiscard]] BibtexEntry with_key(const std::string& other) const;
  /// The same entry, but for blanks and the case of its type and key?
  [[nodiscard]] bool says_the_same(const BibtexEntry& other) const;
};

/// The entries of a text; what stands between them and @comment is left out. A text without any
/// gives none.
[[nodiscard]] std::vector<BibtexEntry> bibtex_entries(std::string_view text);

}  // namespace setlist::selection
