#pragma once

#include "setlist/catalog/song_columns.hpp"
#include "setlist/columns/bitset.hpp"

#include <vector>

namespace setlist::query {

/// The songs for which a test holds.
template <typename Test>
columns::Bitset songs_where(std::size_t songs, Test test) {
  columns::Bitset found(songs);
  for (catalog::SongNumber song = 0; song < songs; ++song) {
    if (test(song)) found.insert(song);
  }
  return found;
}

/// A test of the numbers of texts or of lists, made once for each however many songs share it.
template <typename Test>
class OncePerNumber {
 public:
  OncePerNumber(std::size_t numbers, Test test) : m_test(std::move(test)), m_known(numbers) {}

  bool operator()(std::uint32_t number) {
    if (m_known[number] == 0) m_known[number] = m_test(number) ? 2 : 1;
    return m_known[number] == 2;
  }

 private:
  Test m_test;
  std::vector<char> m_known;  ///< 0: not asked so far, 1: no, 2: yes
};

/// The songs whose text or list in a field satisfies a test of its number.
template <typename Test>
columns::Bitset songs_with_text(const catalog::SongColumns& songs, catalog::TextField field,
                                Test test) {
  OncePerNumber once(songs.texts(), std::move(test));
  return songs_where(songs.size(), [&](auto song) { return once(songs.text_number(field, song)); });
}
template <typename Test>
columns::Bitset songs_with_list(const catalog::SongColumns& songs, catalog::ListField field,
                                Test test) {
  OncePerNumber once(songs.lists(), std::move(test));
  return songs_where(songs.size(), [&](auto song) { return once(songs.list_number(field, song)); });
}

}  // namespace setlist::query
