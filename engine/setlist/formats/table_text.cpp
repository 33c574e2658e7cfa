#include "setlist/formats/table_text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace setlist::formats {
namespace {

/// Are all eight bytes in 1..127? The subtraction borrows only from a byte that is 0.
bool plain_eight(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return ((word | (word - 0x0101010101010101ULL)) & 0x8080808080808080ULL) == 0;
}

/// The bytes of the character at the front of a text, as RFC 3629 has it; 0 when it is none.
std::size_t character_bytes(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto within = [&](std::size_t i, unsigned low, unsigned high) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return first == 0 ? 0 : 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  if (first < 0xE0) return within(1, 0x80, 0xBF) ? 2 : 0;
  // The second byte's bounds keep out long forms, surrogates and what is above U+10FFFF.
  const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (!within(1, low, high) || !within(2, 0x80, 0xBF)) return 0;
  if (first < 0xF0) return 3;
  return within(3, 0x80, 0xBF) ? 4 : 0;
}

}  // namespace

std::size_t first_bad_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size() && plain_eight(text.data() + at)) {
      at += 8;
      continue;
    }
    const std::size_t bytes = character_bytes(text.substr(at));
    if (bytes == 0) return at;
    at += bytes;
  }
  return std::string_view::npos;
}

std::string_view bad_byte_fault(char byte) {
  return byte == '\0' ? "a NUL byte, expected text in UTF-8"
                      : "bytes that are not UTF-8; save the table as UTF-8";
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  return text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

std::size_t line_at(std::string_view text, std::size_t offset, std::size_t first) {
  const std::string_view before = text.substr(0, offset);
  return first + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace setlist::formats
