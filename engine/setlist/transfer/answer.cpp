#include "setlist/transfer/answer.hpp"

#include "setlist/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>

#include <curl/curl.h>

namespace setlist::transfer {
namespace {

using Kind = Decision::Kind;

constexpr std::size_t kLongestField = 1'000;
/// Two changes within a second have one date; a minute is generous to clocks inside the server.
constexpr std::time_t kSettledSeconds = 60;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return last < first ? std::string_view{} : text.substr(first, last - first + 1);
}

bool is_strong_tag(std::string_view tag) {
  return tag.size() >= 2 && tag.front() == '"' && tag.back() == '"' &&
         tag.substr(1, tag.size() - 2).find('"') == std::string_view::npos;
}

Decision stale(const std::string& reason) { return {Kind::kStale, {}, reason}; }

Decision decide_partial(const Answer& answer, const Asked& asked) {
  if (answer.content_ranges.size() != 1) return stale("no single Content-Range");
  const auto range = parse_content_range(answer.content_ranges.front());
  if (!range) return stale("a Content-Range that makes no sense");
  if (range->first != asked.offset) return stale("another range than the one asked for");
  if (asked.size && *asked.size != range->total) return stale("a file of another size");
  if (range->total < asked.have) return stale("a file that is shorter than what is there");
  if (answer.length && *answer.length != range->last - range->first + 1) {
    return stale("a length that is not that of its range");
  }
  if (!answer.encoding.empty()) return stale("a range of an encoded file");
  if (is_strong_tag(asked.validator) && !answer.etag.empty() && answer.etag != asked.validator) {
    return stale("a range of another version of the file");
  }
  return {Kind::kGoOn, range->total, {}};
}

Decision decide_unsatisfied(const Answer& answer, const Asked& asked) {
  if (answer.content_ranges.size() == 1 &&
      parse_unsatisfied_range(answer.content_ranges.front()) == asked.have) {
    return {Kind::kWhole, asked.have, {}};
  }
  return stale("that the file is shorter than what is there");
}

}  // namespace

void Answer::read_line(std::string_view line) {
  if (line.starts_with("HTTP/")) *this = Answer();
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string name = base::ascii_lower(line.substr(0, colon));
  const std::string value(trimmed(line.substr(colon + 1)));
  if (name == "content-range") content_ranges.push_back(value);
  if (name == "content-length") length = parse_size(value);
  if (name == "etag") etag = value;
  if (name == "last-modified") last_modified = value;
  if (name == "date") date = value;
  if (name == "retry-after") retry_after = value;
  if (name == "content-encoding") encoding = base::ascii_lower(value);
  if (name == "location") location = value;
  if (encoding == "identity") encoding.clear();
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, value);
  if (text.empty() || stop != end || fault != std::errc{}) return std::nullopt;
  return value;
}

std::optional<ContentRange> parse_content_range(std::string_view text) {
  constexpr std::string_view kUnit = "bytes ";
  if (!base::ascii_lower(text.substr(0, kUnit.size())).starts_with(kUnit)) return std::nullopt;
  text.remove_prefix(kUnit.size());
  const std::size_t dash = text.find('-');
  const std::size_t slash = text.find('/');
  if (dash == std::string_view::npos || slash == std::string_view::npos || slash < dash) {
    return std::nullopt;
  }
  const auto first = parse_size(text.substr(0, dash));
  const auto last = parse_size(text.substr(dash + 1, slash - dash - 1));
  const auto total = parse_size(text.substr(slash + 1));
  if (!first || !last || !total || *last < *first || *last >= *total) return std::nullopt;
  return ContentRange{*first, *last, *total};
}

std::optional<std::uint64_t> parse_unsatisfied_range(std::string_view text) {
  constexpr std::string_view kBegin = "bytes */";
  if (!base::ascii_lower(text.substr(0, kBegin.size())).starts_with(kBegin)) return std::nullopt;
  return parse_size(text.substr(kBegin.size()));
}

bool is_header_text(std::string_view text) {
  return text.size() <= kLongestField &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char byte) { return byte >= 0x20 && byte != 0x7F; });
}

std::string validator_of(const Answer& answer) {
  if (is_strong_tag(answer.etag) && is_header_text(answer.etag)) return answer.etag;
  if (answer.last_modified.empty() || !is_header_text(answer.last_modified)) return "";
  const std::time_t changed = curl_getdate(answer.last_modified.c_str(), nullptr);
  const std::time_t told = curl_getdate(answer.date.c_str(), nullptr);
  const bool settled = changed >= 0 && told >= 0 && told - changed >= kSettledSeconds;
  return settled ? answer.last_modified : "";
}

Decision decide(const Answer& answer, const Asked& asked) {
  if (answer.status == 200) return {Kind::kFromStart, answer.length, {}};
  if (answer.status == 206 && asked.offset > 0) return decide_partial(answer, asked);
  if (answer.status == 416 && asked.offset > 0) return decide_unsatisfied(answer, asked);
  return {};
}

}  // namespace setlist::transfer
