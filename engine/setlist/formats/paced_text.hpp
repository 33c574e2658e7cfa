#pragma once

#include <cstddef>
#include <streambuf>
#include <string_view>

namespace setlist::formats {

/// A text as a stream that a parser may not read far ahead of what it reports: yaml-cpp takes a
/// bracket that opens a line for a possible key and queues all up to its end, at a hundred bytes of
/// memory for one of text.
class PacedText : public std::streambuf {
 public:
  /// The text outlives the stream. Reading more than `ahead` bytes without progress is a JsonFault.
  PacedText(std::string_view text, std::size_t ahead) : m_rest(text), m_ahead(ahead) {}

  /// The parser has reported a value.
  void progressed() { m_unreported = 0; }

 protected:
  int_type underflow() override;

 private:
  std::string_view m_rest;
  std::size_t m_ahead;
  std::size_t m_unreported = 0;
};

}  // namespace setlist::formats
