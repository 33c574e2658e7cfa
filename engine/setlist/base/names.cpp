#include "setlist/base/names.hpp"

#include <algorithm>

#include <utf8proc.h>

namespace setlist::base {
namespace {

constexpr std::size_t kMaxPathBytes = 1024;
constexpr std::size_t kMaxComponentBytes = 255;
constexpr int kMaxComponents = 32;

bool is_bidirectional_control(utf8proc_int32_t code) {
  return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

/// Most paths are plain: one pass without decoding.
bool is_plain_ascii(std::string_view path) {
  bool plain = true;
  for (const char c : path) plain &= c >= ' ' && c < 0x7F && c != '\\';
  return plain;
}

std::optional<std::string> unsafe_characters(std::string_view path) {
  if (is_plain_ascii(path)) return std::nullopt;
  const auto* cursor = reinterpret_cast<const utf8proc_uint8_t*>(path.data());
  auto left = static_cast<utf8proc_ssize_t>(path.size());
  while (left > 0) {
    utf8proc_int32_t code = -1;
    const auto step = utf8proc_iterate(cursor, left, &code);
    if (step <= 0) return "is not UTF-8";
    if (code == 0) return "contains a NUL byte";
    if (utf8proc_category(code) == UTF8PROC_CATEGORY_CC) return "contains a control character";
    if (is_bidirectional_control(code)) return "contains a text-direction character";
    if (code == '\\') return "contains '\\'";
    cursor += step;
    left -= step;
  }
  return std::nullopt;
}

std::optional<std::string> unsafe_component(std::string_view part) {
  if (part.empty()) return "contains an empty component";
  if (part == ".") return "contains '.'";
  if (part == "..") return "contains '..'";
  if (part.size() > kMaxComponentBytes) return "has a component longer than 255 bytes";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> unsafe_path(std::string_view path) {
  if (path.empty()) return "is empty";
  if (path.size() > kMaxPathBytes) return "is longer than 1024 bytes";
  if (path.front() == '/') return "is absolute";
  if (path.size() > 1 && path[1] == ':' && ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z')) {
    return "starts with a drive letter";
  }
  if (auto fault = unsafe_characters(path)) return fault;
  if (path.starts_with(".setlist")) return "starts with '.setlist', which setlist keeps for itself";
  int components = 0;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (auto fault = unsafe_component(path.substr(begin, end - begin))) return fault;
    if (++components > kMaxComponents) return "has more than 32 components";
    begin = end + 1;
  }
  return std::nullopt;
}

std::optional<std::string> unsafe_name(std::string_view name) {
  if (auto fault = unsafe_path(name)) return fault;
  if (name.find('/') != std::string_view::npos) return "contains '/'";
  if (name.front() == '-' || name.front() == '.') return "starts with '-' or '.'";
  return std::nullopt;
}

std::string collision_key(std::string_view path) {
  utf8proc_uint8_t* raw = nullptr;
  const auto size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(path.data()),
      static_cast<utf8proc_ssize_t>(path.size()), &raw,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
  std::string key =
      size < 0 ? std::string(path)
               : std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size));
  std::free(raw);
  return key;
}

}  // namespace setlist::base
