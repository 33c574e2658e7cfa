#include "starter/pieces.hpp"

namespace setlist::starter {

std::vector<Tune> all_tunes() {
  std::vector<Tune> tunes = piano_tunes();
  for (const Tune& tune : ensemble_tunes()) tunes.push_back(tune);
  for (const Tune& tune : exercises()) tunes.push_back(tune);
  return tunes;
}

}  // namespace setlist::starter
