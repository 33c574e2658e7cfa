#include "setlist/base/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <utility>

#include <fmt/format.h>
#include <utf8proc.h>

namespace setlist::base {
namespace {

struct Freed {
  void operator()(utf8proc_uint8_t* p) const { std::free(p); }
};

std::optional<std::string> mapped(std::string_view text, int options) {
  utf8proc_uint8_t* raw = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, Freed> owned(raw);
  if (size < 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(owned.get()), static_cast<std::size_t>(size));
}

bool is_word_character(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
      return true;
    default:
      return false;
  }
}

/// Most names are ASCII, where folding is lower case alone.
bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

std::vector<std::string> ascii_words(std::string_view lower) {
  const auto in_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  std::vector<std::string> words;
  for (auto at = lower.begin(); at != lower.end();) {
    const auto begin = std::find_if(at, lower.end(), in_word);
    at = std::find_if_not(begin, lower.end(), in_word);
    if (begin != at) words.emplace_back(begin, at);
  }
  return words;
}

/// Letters to insert, remove, change, or swap with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> table((a.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& {
    return table[i * width + j];
  };
  for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] != b[j - 1] ? 1 : 0;
      at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
    }
  }
  return table.back();
}

}  // namespace

std::string folded(std::string_view text) {
  if (is_ascii(text)) return ascii_lower(text);
  constexpr int kOptions = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                           UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD;
  return mapped(text, kOptions).value_or(std::string(text));
}

std::vector<std::string> folded_words(std::string_view text) {
  if (is_ascii(text)) return ascii_words(ascii_lower(text));
  const std::string plain = folded(text);
  std::vector<std::string> words;
  std::string word;
  const auto* cursor = reinterpret_cast<const utf8proc_uint8_t*>(plain.data());
  auto left = static_cast<utf8proc_ssize_t>(plain.size());
  while (left > 0) {
    utf8proc_int32_t code = -1;
    const auto step = std::max<utf8proc_ssize_t>(1, utf8proc_iterate(cursor, left, &code));
    if (code >= 0 && is_word_character(code)) {
      word.append(reinterpret_cast<const char*>(cursor), static_cast<std::size_t>(step));
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
    cursor += step;
    left -= step;
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::optional<std::string> composed(std::string_view text) {
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string shown;
  const auto* cursor = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    if (shown.size() >= limit) return shown + "…";
    utf8proc_int32_t code = -1;
    const auto step = utf8proc_iterate(cursor, left, &code);
    const auto category = code >= 0 ? utf8proc_category(code) : UTF8PROC_CATEGORY_CC;
    const bool plain = step > 0 && category != UTF8PROC_CATEGORY_CC &&
                       category != UTF8PROC_CATEGORY_CF && category != UTF8PROC_CATEGORY_CN &&
                       category != UTF8PROC_CATEGORY_ZL && category != UTF8PROC_CATEGORY_ZP;
    const auto width = std::max<utf8proc_ssize_t>(1, step);
    for (utf8proc_ssize_t i = 0; i < width; ++i) {
      if (plain) {
        shown += static_cast<char>(cursor[i]);
      } else {
        shown += fmt::format("\\x{:02x}", cursor[i]);
      }
    }
    cursor += width;
    left -= width;
  }
  return shown;
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t kLongest = 256;  // nobody mistypes more, and the work is quadratic
  const std::string wanted = folded(word.substr(0, kLongest));
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, folded(candidate).substr(0, kLongest));
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string suggestion(std::string_view word, std::span<const std::string> candidates) {
  const auto near = nearest(word, candidates);
  return near ? fmt::format(", did you mean '{}'?", printable(*near)) : std::string();
}

std::string joined(std::span<const std::string> parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts.begin(), parts.end(), separator));
}

std::string human_bytes(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  double value = static_cast<double>(bytes);
  std::string_view unit;
  for (const std::string_view next : {"kB", "MB", "GB", "TB", "PB"}) {
    unit = next;
    value /= 1000.0;
    if (value < 999.95) break;
  }
  return fmt::format("{:.1f} {}", value, unit);
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace setlist::base
