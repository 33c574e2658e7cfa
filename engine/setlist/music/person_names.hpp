#pragma once

#include "setlist/music/spelling.hpp"

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace setlist::music {

/// A person's name or one of its aliases.
struct Form {
  Words words;
  bool is_surname = false;  ///< written without a blank: "Mozart", "Vaughan-Williams"
};
using Forms = std::vector<Form>;

/// Finds persons by names that are shorter than those listed. Where no surname ends a form, its
/// last word is one.
class PersonNames {
 public:
  explicit PersonNames(std::span<const Forms> persons);

  /// The index of the only person who has this surname and given names that begin so: each whole or
  /// as an initial, or all as one word of initials ("JS"). Nothing for a surname alone.
  [[nodiscard]] std::optional<std::size_t> find(std::span<const std::string> words) const;

 private:
  void add_surname(std::string surname);  ///< of the person whose given names come next

  std::unordered_map<std::string, std::vector<std::size_t>> m_by_surname;  ///< words run together
  std::vector<std::vector<Words>> m_given;                                 ///< of each person
};

}  // namespace setlist::music
