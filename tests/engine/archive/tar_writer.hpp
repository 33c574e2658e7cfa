#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Tar archives of choice, faults included: each field can be told to lie.
namespace setlist::testing {

struct TarMember {
  std::string name;
  std::string content = {};
  char type = '0';
  std::string link = {};
  std::string prefix = {};
  unsigned mode = 0644;
  std::string magic = std::string(
      "ustar\0"
      "00",
      8);
  std::optional<std::string> size = {};    // the field as it stands
  std::optional<std::string> sparse = {};  // what GNU keeps at 386, instead of the prefix's end
};

inline constexpr std::size_t kTarBlock = 512;

inline std::string octal(std::uint64_t value, std::size_t digits) {
  std::string text(digits, '0');
  for (std::size_t i = digits; i-- > 0; value >>= 3U) {
    text[i] = static_cast<char>('0' + (value & 7U));
  }
  return text;
}

/// GNU's way to write what does not fit: big-endian, with the highest bit set.
inline std::string base256(std::uint64_t value) {
  std::string text(12, '\0');
  for (std::size_t i = 12; i-- > 4; value >>= 8U) text[i] = static_cast<char>(value & 0xFFU);
  text[0] = static_cast<char>(0x80);
  return text;
}

inline std::string tar_header(const TarMember& member) {
  std::string header(kTarBlock, '\0');
  const auto put = [&](std::size_t at, std::string_view text) {
    header.replace(at, text.size(), text);
  };
  put(0, std::string_view(member.name).substr(0, 100));
  put(100, octal(member.mode, 7));
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, member.size.value_or(octal(member.content.size(), 11)));
  put(136, octal(0, 11));
  put(148, "        ");
  header[156] = member.type;
  put(157, std::string_view(member.link).substr(0, 100));
  put(257, member.magic);
  put(345, member.prefix);
  if (member.sparse) put(386, *member.sparse);
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  put(148, octal(sum, 6) + std::string("\0 ", 2));
  return header;
}

inline std::string padded(const std::string& content) {
  return content + std::string((kTarBlock - content.size() % kTarBlock) % kTarBlock, '\0');
}

inline const std::string kTarEnd(2 * kTarBlock, '\0');

/// Without its end.
inline std::string tar_members(const std::vector<TarMember>& members) {
  std::string bytes;
  for (const auto& member : members) bytes += tar_header(member) + padded(member.content);
  return bytes;
}

inline std::string tar_of(const std::vector<TarMember>& members) {
  return tar_members(members) + kTarEnd;
}

/// "LENGTH key=value\n", where the length counts itself.
inline std::string pax_record(const std::string& key, const std::string& value) {
  const std::string rest = " " + key + "=" + value + "\n";
  std::size_t length = rest.size() + 1;
  while (std::to_string(length).size() + rest.size() != length) ++length;
  return std::to_string(length) + rest;
}

inline TarMember pax(const std::string& records, char type = 'x') {
  return {.name = "PaxHeaders/x", .content = records, .type = type};
}

}  // namespace setlist::testing
