#pragma once

#include "setlist/dataset/dataset.hpp"

#include <cstdint>
#include <vector>

namespace setlist::loading {

/// Where one training window lies.
struct WindowPlace {
  std::uint32_t song = 0;  ///< position in the dataset
  double start = 0;        ///< seconds
};

/// Windows of one duration, `hop` seconds apart, song after song, each wholly inside its song; a
/// song shorter than the duration gives one window, padded with silence.
[[nodiscard]] std::vector<WindowPlace> windows_in_order(const dataset::Dataset& dataset,
                                                        double duration, double hop);

}  // namespace setlist::loading
