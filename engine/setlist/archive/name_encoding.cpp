#include "setlist/archive/name_encoding.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <type_traits>

namespace setlist::archive {
namespace {

static_assert(std::is_pointer_v<iconv_t>);

// Not '/': iconv takes "CP437//IGNORE" and then drops what it cannot convert. Not "", which glibc
// takes for the encoding of the locale.
bool is_plain_name(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.:+").find(c) != std::string_view::npos;
  });
}

void* opened(const std::string& name) {
  if (is_plain_name(name)) {
    void* converter = ::iconv_open("UTF-8", name.c_str());
    if (reinterpret_cast<std::intptr_t>(converter) != -1) return converter;
  }
  throw base::UsageError("unpacking: the filename_encoding '" + base::printable(name) +
                         "' is not known, expected a name of iconv such as 'CP437'");
}

}  // namespace

NameEncoding::NameEncoding(const std::string& name) : m_name(name), m_converter(opened(name)) {}

std::optional<std::string> NameEncoding::decoded(std::string_view bytes) const {
  ::iconv(m_converter.get(), nullptr, nullptr, nullptr, nullptr);  // forget an earlier fault
  std::string input(bytes);
  char* from = input.data();
  std::size_t left = input.size();
  std::string output;
  for (bool flushed = false; !flushed;) {
    char part[256];
    char* to = part;
    std::size_t room = sizeof part;
    flushed = left == 0;
    const std::size_t result = flushed ? ::iconv(m_converter.get(), nullptr, nullptr, &to, &room)
                                       : ::iconv(m_converter.get(), &from, &left, &to, &room);
    if (result == static_cast<std::size_t>(-1) && errno != E2BIG) return std::nullopt;
    output.append(part, sizeof part - room);
  }
  return output;
}

}  // namespace setlist::archive
