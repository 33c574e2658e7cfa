#pragma once

#include "setlist/selection/selection.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::selection {

/// The values of one field over the songs of a selection. Spellings that mean the same are one
/// value: composers and instruments by their usual names, others whatever their case and accents.
struct Facet {
  /// Each value once, in order: numbers by size, texts by their letters.
  std::vector<std::string> values;
  std::vector<std::uint32_t> begins;   ///< of the song at each position; one more at the end
  std::vector<std::uint32_t> numbers;  ///< into `values`

  /// The values of the song at a position, each once; none when it is not known.
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t position) const {
    return std::span(numbers).subspan(begins[position], begins[position + 1] - begins[position]);
  }
};

/// A field as in queries, in singular or plural: "composer", "instruments", "year". Another one is
/// a UsageError. The work is the one that is stated, else composer and title together.
[[nodiscard]] Facet facet(const Selection& songs, std::string_view field);

/// As `facet`, but a composer, artist or performer that is several persons, "Bach / Busoni", is
/// each of them;
/// and the values stand in no order.
[[nodiscard]] Facet facet_of_persons(const Selection& songs, std::string_view field);

}  // namespace setlist::selection
