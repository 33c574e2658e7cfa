#include "setlist/formats/paced_text.hpp"

#include "setlist/base/json_reader.hpp"
#include "setlist/base/text.hpp"

namespace setlist::formats {

PacedText::int_type PacedText::underflow() {
  constexpr std::size_t kPieceBytes = 4096;
  if (m_rest.empty()) return traits_type::eof();
  const std::string_view piece = m_rest.substr(0, kPieceBytes);
  if (m_unreported > m_ahead) {
    throw base::JsonFault("a text, comment or bracketed list of more than " +
                          base::human_bytes(m_ahead) + ", expected a list with a line an item");
  }
  m_unreported += piece.size();
  m_rest.remove_prefix(piece.size());
  char* const begin = const_cast<char*>(piece.data());  // only ever read from
  setg(begin, begin, begin + piece.size());
  return traits_type::to_int_type(piece.front());
}

}  // namespace setlist::formats
