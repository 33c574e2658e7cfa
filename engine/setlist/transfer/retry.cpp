#include "setlist/transfer/retry.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include <curl/curl.h>

namespace setlist::transfer {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Longer waits than a year are a broken server, not a request.
constexpr seconds kNonsense{366LL * 86'400};
constexpr std::chrono::hours kDay{24};

std::optional<std::time_t> time_of(std::string_view text) {
  const std::time_t time = curl_getdate(std::string(text).c_str(), nullptr);
  if (time < 0) return std::nullopt;
  return time;
}

}  // namespace

bool is_transient_status(long status) {
  constexpr long kTransient[] = {408, 425, 429, 500, 502, 503, 504};
  return std::find(std::begin(kTransient), std::end(kTransient), status) != std::end(kTransient);
}

milliseconds back_off(const Patience& patience, int failures, double jitter) {
  const milliseconds longest = std::min<milliseconds>(patience.longest_delay, kDay);
  milliseconds base = std::min(patience.first_delay, longest);
  for (int i = 1; i < failures && base.count() > 0 && base < longest; ++i) {
    base = std::min(base * 2, longest);
  }
  return base +
         milliseconds(static_cast<milliseconds::rep>(static_cast<double>(base.count()) * jitter));
}

std::optional<seconds> asked_wait(std::string_view retry_after, std::string_view date,
                                  std::time_t now) {
  if (retry_after.empty()) return std::nullopt;
  long long count = 0;
  const char* const end = retry_after.data() + retry_after.size();
  const auto [stop, fault] = std::from_chars(retry_after.data(), end, count);
  if (stop != end || fault != std::errc{}) {
    const auto until = time_of(retry_after);
    if (!until || stop == end) return std::nullopt;
    count = *until - time_of(date).value_or(now);
  }
  if (count < 0 || seconds(count) > kNonsense) return std::nullopt;
  return seconds(count);
}

std::string human_wait(seconds wait) {
  const auto in = [&](long long unit, const char* name) {
    return std::to_string((wait.count() + unit - 1) / unit) + " " + name;
  };
  if (wait >= seconds(2 * 86'400)) return in(86'400, "d");
  if (wait >= seconds(2 * 3'600)) return in(3'600, "h");
  if (wait >= seconds(120)) return in(60, "min");
  return in(1, "s");
}

}  // namespace setlist::transfer
