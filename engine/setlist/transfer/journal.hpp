#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace setlist::transfer {

/// Where the bytes of a part come from.
struct Origin {
  std::string url = {};  ///< as shown, so that no secret lies on disk
  std::optional<std::uint64_t> size = {};
  std::string validator = {};  ///< see validator_of
};

/// What the next process must know of a part: it never names bytes that a power cut could take.
struct Journal {
  Origin origin = {};
  std::uint64_t durable_bytes = 0;
};

[[nodiscard]] std::string journal_text(const Journal& journal);
/// Nothing when the text is not a journal in every detail.
[[nodiscard]] std::optional<Journal> parse_journal(std::string_view text);

}  // namespace setlist::transfer
