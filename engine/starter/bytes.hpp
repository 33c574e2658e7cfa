#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::starter {

using Bytes = std::vector<std::uint8_t>;

/// One member of the archive. Paths are relative and use "/".
struct File {
  std::string path;
  Bytes content;
};

inline void put_text(Bytes& out, std::string_view text) {
  for (const char c : text) out.push_back(static_cast<std::uint8_t>(c));
}

inline void put_bytes(Bytes& out, const Bytes& more) {
  out.insert(out.end(), more.begin(), more.end());
}

/// The low `count` bytes of `value`, least significant first (RIFF, ZIP).
inline void put_little(Bytes& out, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

/// The low `count` bytes of `value`, most significant first (MIDI).
inline void put_big(Bytes& out, std::uint32_t value, int count) {
  for (int i = count - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

}  // namespace setlist::starter
