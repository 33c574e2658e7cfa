#include "setlist/transfer/download.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/transfer/attempt.hpp"
#include "setlist/transfer/one_download.hpp"
#include "setlist/transfer/persistence.hpp"
#include "setlist/transfer/url.hpp"

namespace setlist::transfer {
namespace {

using base::ExitCode;
using Kind = Outcome::Kind;

Outcome fetched(const std::string& url, const Request& request, bool go_on, const Context& context,
                Reception& reception) {
  const std::string scheme = scheme_of(url);
  if (scheme == "file") return fetch_file(url, request, reception, context.ticker);
  if (scheme == "ftp" || scheme == "ftps") return fetch_ftp(url, go_on, context, reception);
  return fetch_http(url, request, go_on, context, reception);
}

/// A try, and the verdict on what it brought.
Outcome verified(Outcome outcome, Reception& reception) {
  if (outcome.kind == Kind::kWrong && outcome.reason.empty()) {
    outcome.reason = reception.size_fault();
  }
  if (outcome.kind != Kind::kComplete && outcome.kind != Kind::kUncertain) return outcome;
  const auto fault = reception.finish();
  if (!fault) return outcome;
  const bool cut =
      outcome.kind == Kind::kUncertain && reception.too_short() && !reception.looks_like_html();
  return Outcome{cut ? Kind::kTransient : Kind::kWrong, ExitCode::kIntegrity, *fault};
}

}  // namespace

void check_request(const Request& request) {
  check_urls(request.urls);
  for (const auto& digest : request.digests) {
    if (!base::parse_digest(digest.text())) {
      throw base::UsageError("downloading: '" + base::printable(digest.text()) +
                             "' is not a digest, expected sha256:<64 hex> or md5:<32 hex>");
    }
  }
}

Received download_one(const Request& request, const Patience& patience, Limits& limits,
                      const DownloadProgress& progress) {
  Ticker ticker(progress);
  const Context context{request.access, patience, limits, ticker};
  Reception reception(request, ticker);
  const auto attempt = [&](const std::string& url, bool go_on) {
    const std::uint64_t before = reception.size_bytes();
    auto outcome = verified(fetched(url, request, go_on, context, reception), reception);
    const std::uint64_t after = reception.size_bytes();
    if (outcome.kind == Kind::kWrong || outcome.kind == Kind::kStale) reception.restart();
    return Try{std::move(outcome), before, after};
  };
  const std::size_t used =
      first_that_serves(request.urls, patience, ticker, request.into.string(), attempt);
  ticker.call(reception.size_bytes(), reception.size_bytes());
  reception.publish();
  return {shown(request.urls[used]), reception.size_bytes(), reception.sha256()};
}

Received download(const Request& request, const Patience& patience,
                  const DownloadProgress& progress) {
  check_request(request);
  Limits limits;
  return download_one(request, patience, limits, progress);
}

}  // namespace setlist::transfer
