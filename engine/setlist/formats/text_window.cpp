#include "setlist/formats/text_window.hpp"

#include "setlist/formats/table_text.hpp"

#include <cstring>

namespace setlist::formats {
namespace {

constexpr std::size_t kChunkBytes = 256U << 10U;

}  // namespace

TextWindow::TextWindow(const MediaFile& file) : m_file(file) {
  grow();
  drop(size() - without_mark(text()).size());
}

bool TextWindow::grow() {
  if (m_begin != 0) std::memmove(m_bytes.data(), m_bytes.data() + m_begin, size());
  m_end = size();
  m_begin = 0;
  // Doubled when a row is long, so that one of many chunks is not copied again for each.
  if (m_bytes.size() < m_end + kChunkBytes) m_bytes.resize(m_end * 2 + kChunkBytes);
  const std::span free = std::span(m_bytes).subspan(m_end);
  const std::size_t count =
      m_file.read_at(m_offset, {reinterpret_cast<unsigned char*>(free.data()), free.size()});
  m_offset += count;
  m_end += count;
  return count != 0;
}

std::size_t TextWindow::line_end(std::size_t from, std::size_t limit) {
  for (;;) {
    if (from < size()) {
      const char* begin = text().data();
      if (const void* found = std::memchr(begin + from, '\n', size() - from)) {
        return static_cast<std::size_t>(static_cast<const char*>(found) - begin);
      }
    }
    from = size();
    if (from > limit || !grow()) return from;
  }
}

}  // namespace setlist::formats
