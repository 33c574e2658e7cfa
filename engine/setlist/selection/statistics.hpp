#pragma once

#include "setlist/selection/selection.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace setlist::selection {

/// A value of a field and how many songs have it.
struct ValueCount {
  std::string value;
  std::size_t songs = 0;
};

/// A type of annotation and how many songs have it at each level.
struct Coverage {
  std::string type;
  std::size_t manual = 0;       ///< level 1 in one of the song's groups
  std::size_t algorithmic = 0;  ///< level 2 at best
};

/// What some songs are together. Lists come with the most frequent value first.
struct Statistics {
  std::size_t songs = 0;
  double seconds = 0;                ///< of the songs whose duration is known
  std::size_t without_duration = 0;  ///< songs whose duration is not known
  double notes = 0;                  ///< of the songs whose number of notes is known
  std::size_t without_notes = 0;     ///< songs whose number of notes is not known
  std::size_t with_audio = 0;
  std::size_t with_sources = 0;
  std::size_t installed = 0;
  std::vector<ValueCount> datasets;
  std::vector<ValueCount> composers;
  std::vector<ValueCount> instruments;
  std::vector<ValueCount> groups;
  std::vector<ValueCount> tags;
  std::vector<Coverage> annotations;  ///< of the types that some song has
};

[[nodiscard]] Statistics statistics(const Selection& songs);

/// The values of a field that some song has, the most frequent first.
[[nodiscard]] std::vector<ValueCount> counted(const Selection& songs, std::string_view field);

}  // namespace setlist::selection
