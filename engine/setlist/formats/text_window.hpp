#pragma once

#include "setlist/formats/media_file.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace setlist::formats {

/// A part of a file that moves from front to back: it grows at its end while a row or line is not
/// whole, and shrinks at its front when that is done with. Copies instead of mapping: a mapped file
/// that another process shortens would end this one.
class TextWindow {
 public:
  /// `file` outlives the window. Stands behind a byte order mark.
  explicit TextWindow(const MediaFile& file);

  [[nodiscard]] std::string_view text() const { return {m_bytes.data() + m_begin, size()}; }
  /// The same bytes, to be changed in place.
  [[nodiscard]] std::span<char> bytes() { return {m_bytes.data() + m_begin, size()}; }
  [[nodiscard]] std::size_t size() const { return m_end - m_begin; }

  /// More of the file at the end; false when there is no more. Earlier views become invalid,
  /// offsets stay true.
  bool grow();
  void drop(std::size_t bytes) { m_begin += bytes; }

  /// The offset of the first newline from `from` on, growing as needed; the size where the file
  /// ends without one. Stops at the first offset beyond `limit`.
  [[nodiscard]] std::size_t line_end(std::size_t from, std::size_t limit);

 private:
  const MediaFile& m_file;
  std::uint64_t m_offset = 0;
  std::vector<char> m_bytes;
  std::size_t m_begin = 0;
  std::size_t m_end = 0;
};

}  // namespace setlist::formats
