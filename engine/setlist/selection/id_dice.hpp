#pragma once

#include <cstdint>

namespace setlist::selection {

/// A number that looks random and depends on `number` alone (splitmix64).
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t number) {
  number += 0x9E3779B97F4A7C15U;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9U;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EBU;
  return number ^ (number >> 31);
}

/// What chance gives to a song, or to anything else with a hash, under a seed: the same in every
/// collection and on every machine.
[[nodiscard]] constexpr std::uint64_t thrown(std::uint64_t hash, std::uint64_t seed) {
  return mixed(hash ^ mixed(seed));
}

}  // namespace setlist::selection
