#include "setlist/music/spelling.hpp"

#include "setlist/base/text.hpp"

#include <algorithm>

namespace setlist::music {
Words spoken_words(std::string_view spelling) {
  const auto first = spelling.find(',');
  if (first == std::string_view::npos) return base::folded_words(spelling);
  const auto second = std::min(spelling.find(',', first + 1), spelling.size());
  Words words = base::folded_words(spelling.substr(first + 1, second - first - 1));
  for (const auto part : {spelling.substr(0, first), spelling.substr(second)}) {
    for (auto& word : base::folded_words(part)) words.push_back(std::move(word));
  }
  return words;
}

std::string run_together(std::span<const std::string> words) {
  std::string whole;
  for (const auto& word : words) whole += word;
  return whole;
}

}  // namespace setlist::music
