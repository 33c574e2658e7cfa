#include "setlist/transfer/download.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/transfer/attempt.hpp"
#include "setlist/transfer/retry.hpp"
#include "setlist/transfer/url.hpp"

#include <algorithm>
#include <random>
#include <utility>
#include <variant>

namespace setlist::transfer {
namespace {

using base::ExitCode;
using Kind = Outcome::Kind;

/// A try starts again from byte 0, so only getting this much further than ever before is progress:
/// a server that always breaks at the same byte must run out of tries.
constexpr std::uint64_t kRealProgress = 1U << 20U;

/// Tries of a URL that is not the last: somebody's dead mirror must not cost minutes.
constexpr int kTriesBeforeNext = 2;

/// Why one URL was given up.
struct Failure {
  std::string url;  ///< as shown
  ExitCode code;
  std::string reason;
};

/// For spreading clients that failed together; no result depends on it.
double jitter() {
  thread_local std::minstd_rand random{std::random_device{}()};
  return std::uniform_real_distribution<double>(0.0, 1.0)(random);
}

/// All tries of one URL.
class Fetch {
 public:
  Fetch(const std::string& url, const Request& request, const Patience& patience, Ticker& ticker)
      : m_url(url), m_request(request), m_patience(patience), m_ticker(ticker) {}

  std::variant<Received, Failure> run() {
    for (;;) {
      auto end = once();
      if (auto* received = std::get_if<Received>(&end)) return std::move(*received);
      const auto& outcome = std::get<Outcome>(end);
      if (outcome.kind == Kind::kFinal) return failure(outcome.code, outcome.reason);
      // A second wrong file in a row is what the server has, not an accident on the way.
      if (outcome.kind == Kind::kWrong) {
        if (std::exchange(m_was_wrong, true)) return failure(outcome.code, outcome.reason);
        continue;
      }
      if (m_fruitless >= m_patience.tries_without_progress) {
        return failure(outcome.code,
                       outcome.reason + ", after " + std::to_string(m_tries) + " tries");
      }
      const auto asked = outcome.asked_wait.value_or(std::chrono::seconds(0));
      m_ticker.wait(std::max<std::chrono::milliseconds>(
          asked, back_off(m_patience, std::max(1, m_fruitless), jitter())));
    }
  }

 private:
  [[nodiscard]] Failure failure(ExitCode code, const std::string& reason) const {
    return {shown(m_url), code, reason};
  }

  std::variant<Received, Outcome> once() {
    Reception reception(m_request);
    Outcome outcome = scheme_of(m_url) == "file"
                          ? fetch_file(m_url, m_request, reception, m_ticker)
                          : fetch_http(m_url, m_request, m_patience, reception, m_ticker);
    count_try(reception.size_bytes());
    if (outcome.kind == Kind::kWrong) outcome.reason = reception.size_fault();
    if (outcome.kind != Kind::kComplete && outcome.kind != Kind::kUncertain) return outcome;
    const auto fault = reception.finish();
    if (!fault) {
      m_ticker.call(reception.size_bytes(), reception.size_bytes());
      reception.keep();
      return Received{shown(m_url), reception.size_bytes(), reception.sha256()};
    }
    const bool cut =
        outcome.kind == Kind::kUncertain && reception.too_short() && !reception.looks_like_html();
    return Outcome{cut ? Kind::kTransient : Kind::kWrong, ExitCode::kIntegrity, *fault};
  }

  void count_try(std::uint64_t bytes) {
    ++m_tries;
    const bool progress = bytes >= m_farthest + kRealProgress;
    m_fruitless = progress ? 0 : m_fruitless + 1;
    if (progress) m_farthest = bytes;
  }

  const std::string& m_url;
  const Request& m_request;
  const Patience& m_patience;
  Ticker& m_ticker;
  bool m_was_wrong = false;
  int m_tries = 0;
  int m_fruitless = 0;  ///< tries since the last progress
  std::uint64_t m_farthest = 0;
};

void check_request(const Request& request) {
  if (request.urls.empty()) throw base::UsageError("downloading: there is no URL");
  for (const auto& digest : request.digests) {
    if (!base::parse_digest(digest.text())) {
      throw base::UsageError("downloading: '" + base::printable(digest.text()) +
                             "' is not a digest, expected sha256:<64 hex> or md5:<32 hex>");
    }
  }
  for (const auto& url : request.urls) {
    if (const auto fault = unsafe_url(url)) {
      throw base::TransferError(ExitCode::kDefinition,
                                "downloading '" + shown(url) + "': the URL " + *fault,
                                {.path = {}, .url = shown(url), .pointer = {}});
    }
  }
}

/// Wrong bytes outrank the rest: they must not hide behind a mirror that is merely away.
[[noreturn]] void give_up(const Request& request, std::vector<Failure> failures) {
  std::stable_partition(failures.begin(), failures.end(), [](const Failure& failure) {
    return failure.code != ExitCode::kIntegrity;
  });
  const Failure& last = failures.back();
  std::string sentence = "downloading '" + last.url + "': " + last.reason;
  for (std::size_t i = 0; i + 1 < failures.size(); ++i) {
    sentence += (i == 0 ? "; before that '" : "; '") + failures[i].url + "': " + failures[i].reason;
  }
  const base::Where where{.path = request.into.string(), .url = last.url, .pointer = {}};
  if (last.code == ExitCode::kIntegrity) throw base::ChecksumError(sentence, where);
  throw base::TransferError(last.code, sentence, where);
}

}  // namespace

Received download(const Request& request, const Patience& patience,
                  const DownloadProgress& progress) {
  check_request(request);
  Ticker ticker(progress);
  std::vector<Failure> failures;
  for (const auto& url : request.urls) {
    Patience here = patience;
    const bool last = &url == &request.urls.back();
    if (!last)
      here.tries_without_progress = std::min(kTriesBeforeNext, here.tries_without_progress);
    auto end = Fetch(url, request, here, ticker).run();
    if (auto* received = std::get_if<Received>(&end)) {
      return std::move(*received);
    }
    failures.push_back(std::get<Failure>(std::move(end)));
  }
  give_up(request, std::move(failures));
}

}  // namespace setlist::transfer
