#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::base {

/// Case and accents removed, for comparing what people type: "Dvořák" -> "dvorak". Independent of
/// the locale. Bytes that are not UTF-8 come back unchanged.
[[nodiscard]] std::string folded(std::string_view text);

/// The words of a folded text: runs of letters and digits. "J. S. Bach" -> {"j", "s", "bach"}.
[[nodiscard]] std::vector<std::string> folded_words(std::string_view text);

/// Safe to show on a terminal: control and non-UTF-8 bytes as \xNN, cut after `limit` bytes.
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = 200);

/// Canonical composition (NFC); nothing when the bytes are not UTF-8.
[[nodiscard]] std::optional<std::string> composed(std::string_view text);

/// The candidate a mistyped word most likely meant, if one is near enough.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 std::span<const std::string> candidates);

/// ", did you mean 'composer'?" or nothing; for the end of an error sentence.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     std::span<const std::string> candidates);

[[nodiscard]] std::string joined(std::span<const std::string> parts, std::string_view separator);

/// "9.4 MB": decimal units, as disks and downloads are sold.
[[nodiscard]] std::string human_bytes(std::uint64_t bytes);

/// ASCII only, whatever the locale.
[[nodiscard]] std::string ascii_lower(std::string_view text);

}  // namespace setlist::base
