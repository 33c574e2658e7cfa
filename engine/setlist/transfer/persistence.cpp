#include "setlist/transfer/persistence.hpp"

#include "setlist/transfer/retry.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace setlist::transfer {
namespace {

using base::ExitCode;
using Kind = Outcome::Kind;

/// A server that does no ranges starts again from byte 0, and one that does sends the overlap
/// again, so only getting this much further than ever before is progress: a server that always
/// breaks at the same byte must run out of tries.
constexpr std::uint64_t kRealProgress = 1U << 16U;

/// Tries of a URL that is not the last: somebody's dead mirror must not cost minutes.
constexpr int kTriesBeforeNext = 2;

/// For spreading clients that failed together; no result depends on it.
double jitter() {
  thread_local std::minstd_rand random{std::random_device{}()};
  return std::uniform_real_distribution<double>(0.0, 1.0)(random);
}

/// Wrong bytes outrank the rest: they must not hide behind a mirror that is merely away.
[[noreturn]] void give_up(const std::string& path, std::vector<Failure> failures) {
  std::stable_partition(failures.begin(), failures.end(), [](const Failure& failure) {
    return failure.code != ExitCode::kIntegrity;
  });
  const Failure& last = failures.back();
  std::string sentence = "downloading '" + last.url + "': " + last.reason;
  for (std::size_t i = 0; i + 1 < failures.size(); ++i) {
    sentence += (i == 0 ? "; before that '" : "; '") + failures[i].url + "': " + failures[i].reason;
  }
  const base::Where where{.path = path, .url = last.url, .pointer = {}};
  if (last.code == ExitCode::kIntegrity) throw base::ChecksumError(sentence, where);
  throw base::TransferError(last.code, sentence, where);
}

/// The tries of one URL, counted.
class Count {
 public:
  void add(std::uint64_t before, std::uint64_t after) {
    ++m_tries;
    m_farthest = std::max(m_farthest, before);
    const bool progress = after >= m_farthest + kRealProgress;
    m_fruitless = progress ? 0 : m_fruitless + 1;
    if (progress) m_farthest = after;
  }
  [[nodiscard]] int tries() const { return m_tries; }
  [[nodiscard]] int fruitless() const { return m_fruitless; }

 private:
  int m_tries = 0;
  int m_fruitless = 0;  ///< since the last progress
  std::uint64_t m_farthest = 0;
};

}  // namespace

bool persist(const std::string& url, const Patience& patience, Ticker& ticker,
             const std::function<Try(bool go_on)>& attempt, std::vector<Failure>& failures) {
  Count count;
  bool was_wrong = false;
  bool go_on = true;
  const auto give_up_url = [&](const Outcome& outcome, const std::string& after) {
    failures.push_back({shown(url), outcome.code, outcome.reason + after});
    return false;
  };
  for (;;) {
    const auto [outcome, before, after] = attempt(go_on);
    count.add(before, after);
    switch (outcome.kind) {
      case Kind::kComplete:
      case Kind::kUncertain:
        return true;
      case Kind::kFinal:
        return give_up_url(outcome, "");
      case Kind::kWrong:
        // A second wrong file in a row is what the server has, not an accident on the way.
        if (std::exchange(was_wrong, true)) return give_up_url(outcome, "");
        continue;
      case Kind::kStale:
        if (std::exchange(go_on, false)) continue;
        break;
      case Kind::kTransient:
        break;
    }
    if (count.fruitless() >= patience.tries_without_progress) {
      return give_up_url(outcome, ", after " + std::to_string(count.tries()) + " tries");
    }
    const auto asked = outcome.asked_wait.value_or(std::chrono::seconds(0));
    ticker.wait(std::max<std::chrono::milliseconds>(
        asked, back_off(patience, std::max(1, count.fruitless()), jitter())));
  }
}

std::size_t first_that_serves(
    const std::vector<std::string>& urls, const Patience& patience, Ticker& ticker,
    const std::string& path,
    const std::function<Try(const std::string& url, bool go_on)>& attempt) {
  std::vector<Failure> failures;
  for (std::size_t u = 0; u < urls.size(); ++u) {
    Patience here = patience;
    if (u + 1 < urls.size()) {
      here.tries_without_progress = std::min(kTriesBeforeNext, here.tries_without_progress);
    }
    const auto one = [&](bool go_on) { return attempt(urls[u], go_on); };
    if (persist(urls[u], here, ticker, one, failures)) return u;
  }
  give_up(path, std::move(failures));
}

void check_urls(const std::vector<std::string>& urls) {
  if (urls.empty()) throw base::UsageError("downloading: there is no URL");
  for (const auto& url : urls) {
    if (const auto fault = unsafe_url(url)) {
      throw base::TransferError(ExitCode::kDefinition,
                                "downloading '" + shown(url) + "': the URL " + *fault,
                                {.path = {}, .url = shown(url), .pointer = {}});
    }
  }
}

}  // namespace setlist::transfer
