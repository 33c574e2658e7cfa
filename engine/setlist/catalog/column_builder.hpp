#pragma once

#include "setlist/catalog/song_columns.hpp"
#include "setlist/catalog/song_facts.hpp"
#include "setlist/catalog/song_lookups.hpp"
#include "setlist/columns/interned.hpp"
#include "setlist/definition/definition.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace setlist::catalog {

/// Gathers songs into columns. Songs are added dataset by dataset in any order of datasets; the
/// order is chosen when the image is made.
class ColumnBuilder {
 public:
  void add(const definition::SongEntry& song);
  /// A song of another catalogue, with what was measured of it.
  void add(const SongColumns& songs, SongNumber song);
  [[nodiscard]] std::size_t size() const { return m_size; }
  /// Adds what was measured of the songs from the `begin`-th on.
  void join(const FactsTable& facts, std::size_t begin);
  /// Forgets the songs from the `size`-th on: their definition proved broken.
  void truncate(std::size_t size);

  /// A dataset's songs among those added.
  struct Block {
    std::string dataset;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  /// The image of the songs of the blocks, one block after the other, with a record beside them.
  [[nodiscard]] columns::Image image(const std::vector<Block>& blocks,
                                     const std::vector<std::byte>& record, const Words& words);

 private:
  struct Arranged;
  [[nodiscard]] Arranged arrange(const std::vector<Block>& blocks) const;
  /// Every id's hash, ascending, and its song.
  struct Ids {
    std::vector<std::uint64_t> hashes;
    std::vector<SongNumber> songs;
  };
  [[nodiscard]] Ids ids_of(const std::vector<Block>& blocks) const;
  /// Fills the lookups and finds the ids, on all cores.
  [[nodiscard]] Ids look_up(Arranged& all, const std::vector<Block>& blocks,
                            const Words& words) const;
  std::vector<double>& numbers(NumberField field) {
    return m_number_fields[static_cast<std::size_t>(field)];
  }
  std::uint32_t list_of(const std::vector<std::string>& texts);

  std::size_t m_size = 0;
  columns::InternedTexts m_texts;
  columns::InternedLists m_lists;
  std::vector<std::uint32_t> m_list;  ///< the one being gathered
  std::array<std::vector<std::uint32_t>, kTextFields> m_text_fields;
  std::array<std::vector<std::uint32_t>, kListFields> m_list_fields;
  std::array<std::vector<double>, kNumberFields> m_number_fields;
};

}  // namespace setlist::catalog
