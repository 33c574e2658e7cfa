#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/catalog/query.hpp"
#include "setlist/columns/bitset.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace setlist::catalog {

using columns::Bitset;

/// Some songs of a catalogue. An immutable value; safe from many threads.
class Selection {
 public:
  /// Every song of the catalogue.
  explicit Selection(std::shared_ptr<const Catalog> catalog);
  Selection(std::shared_ptr<const Catalog> catalog, Bitset songs);

  [[nodiscard]] const std::shared_ptr<const Catalog>& catalog() const { return m_catalog; }
  [[nodiscard]] std::size_t size() const { return m_numbers.size(); }
  [[nodiscard]] const std::vector<SongNumber>& numbers() const { return m_numbers; }
  [[nodiscard]] const Bitset& bits() const { return m_songs; }
  [[nodiscard]] bool contains(std::string_view id) const;

  /// The songs at some positions of this selection; each position < size().
  [[nodiscard]] Selection taken(const std::vector<std::size_t>& positions) const;
  [[nodiscard]] Selection filtered(const Query& query) const;
  [[nodiscard]] Selection complement() const;

  /// Songs meet by id. Operands over two catalogues give a selection over both.
  friend Selection operator&(const Selection& a, const Selection& b);
  friend Selection operator|(const Selection& a, const Selection& b);
  friend Selection operator-(const Selection& a, const Selection& b);
  friend Selection operator^(const Selection& a, const Selection& b);
  friend bool operator==(const Selection& a, const Selection& b);
  /// Is every song of a in b?
  friend bool is_subset(const Selection& a, const Selection& b);

 private:
  std::shared_ptr<const Catalog> m_catalog;
  Bitset m_songs;
  std::vector<SongNumber> m_numbers;  ///< the members of m_songs, ascending
};

}  // namespace setlist::catalog
