#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::transfer {

/// What the headers of one answer say.
struct Answer {
  long status = 0;
  std::vector<std::string> content_ranges = {};
  std::optional<std::uint64_t> length = {};
  std::string etag = {};
  std::string last_modified = {};
  std::string date = {};
  std::string retry_after = {};
  std::string encoding = {};
  std::string location = {};

  /// Takes one line; a status line begins anew.
  void read_line(std::string_view line);
};

/// Of "bytes 5-9/10": all inclusive, as the server says it.
struct ContentRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::uint64_t total = 0;
  friend bool operator==(const ContentRange&, const ContentRange&) = default;
};

/// Digits only, nothing left over, and it must lie inside the total.
[[nodiscard]] std::optional<ContentRange> parse_content_range(std::string_view text);
/// The total of "bytes */10", as a 416 says it.
[[nodiscard]] std::optional<std::uint64_t> parse_unsatisfied_range(std::string_view text);
/// A size in plain digits.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);

/// What names these very bytes in an If-Range: a strong ETag, or else a date of change that was
/// old enough when it was told for no second change to hide behind it. "" when there is none.
[[nodiscard]] std::string validator_of(const Answer& answer);
/// Fit to be sent in a header.
[[nodiscard]] bool is_header_text(std::string_view text);

/// What was asked for, and what is known of the file by earlier answers.
struct Asked {
  std::uint64_t offset = 0;  ///< 0: the whole
  std::uint64_t have = 0;    ///< bytes that are there; those after `offset` are asked again
  std::optional<std::uint64_t> size = {};
  std::string validator = {};
};

struct Decision {
  enum class Kind {
    kFromStart,  ///< the body is the whole file
    kGoOn,       ///< the body is what was asked for
    kWhole,      ///< no body: all bytes are there already
    kStale,      ///< what is there does not fit; ask again for the whole
    kFailure     ///< the status decides
  };
  Kind kind = Kind::kFailure;
  std::optional<std::uint64_t> size = {};  ///< of the file
  std::string reason = {};
};

/// What to do with a body, before its first byte.
[[nodiscard]] Decision decide(const Answer& answer, const Asked& asked);

}  // namespace setlist::transfer
