#include <setlist/setlist.hpp>

std::size_t count_songs(const setlist::Dataset& dataset) {
  std::size_t songs = 0;
  for (const setlist::Song& song : dataset) songs += song.id().empty() ? 0 : 1;
  return songs;
}
