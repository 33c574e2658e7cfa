#include "setlist/transfer/curl_failure.hpp"
#include "setlist/transfer/curl_setup.hpp"
#include "setlist/transfer/url.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace setlist::transfer {
namespace {

using base::ExitCode;
using Kind = Outcome::Kind;

/// What the C callbacks of one try share.
struct Exchange {
  CURL* easy;
  const std::string& url;
  const Asked asked;
  Reception& reception;
  std::exception_ptr thrown = {};
  std::optional<Outcome> fault = {};
  std::optional<std::uint64_t> size = {};
  std::uint64_t unpaid_bytes = 0;
  bool begun = false;
  char error_text[CURL_ERROR_SIZE] = {};
};

Outcome stale(const std::string& what) {
  return {Kind::kStale, ExitCode::kNetwork, "asked for the rest, the server " + what};
}

/// Before the first byte: what the server said of the file decides what the bytes are.
void begin(Exchange& exchange) {
  exchange.begun = true;
  curl_off_t rest = -1;
  curl_off_t changed = -1;
  curl_easy_getinfo(exchange.easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &rest);
  curl_easy_getinfo(exchange.easy, CURLINFO_FILETIME_T, &changed);
  const std::string validator = changed < 0 ? "" : "changed " + std::to_string(changed);
  const Asked& asked = exchange.asked;
  if (rest > 0) exchange.size = asked.offset + static_cast<std::uint64_t>(rest);
  if (asked.offset == 0) {
    exchange.reception.restart({shown(exchange.url), exchange.size, validator});
  } else if (asked.validator != validator && !asked.validator.empty()) {
    exchange.fault = stale("has another version of the file");
  } else if (asked.size && exchange.size && asked.size != exchange.size) {
    exchange.fault = stale("has a file of another size");
  } else {
    exchange.reception.go_on(asked.offset, exchange.size);
  }
}

std::size_t take(char* data, std::size_t, std::size_t count, void* user) noexcept {
  auto& exchange = *static_cast<Exchange*>(user);
  try {
    if (!exchange.begun) begin(exchange);
    if (exchange.fault) return CURL_WRITEFUNC_ERROR;
    exchange.unpaid_bytes += count;
    const auto taken = exchange.reception.add(std::as_bytes(std::span(data, count)));
    if (taken == Reception::Taken::kYes) return count;
    exchange.fault = taken == Reception::Taken::kDiffers
                         ? stale("sends other bytes than those that are here")
                         : Outcome{Kind::kWrong, ExitCode::kIntegrity};
  } catch (...) {
    exchange.thrown = std::current_exception();
  }
  return CURL_WRITEFUNC_ERROR;
}

void set_ftp(CURL* easy, Exchange& exchange, const Context& context) {
  const long seconds = std::max<long>(1, static_cast<long>(context.patience.silence.count()));
  set(easy, CURLOPT_PROXY, "");  // one for http would answer with headers of its own
  set(easy, CURLOPT_FTP_SKIP_PASV_IP, 1L);
  set(easy, CURLOPT_FTP_FILEMETHOD, static_cast<long>(CURLFTPMETHOD_SINGLECWD));
  set(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
  set(easy, CURLOPT_FILETIME, 1L);
  if (scheme_of(exchange.url) == "ftps") {
    set(easy, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  }
  if (!context.access.netrc.empty()) {
    set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_OPTIONAL));
    set(easy, CURLOPT_NETRC_FILE, context.access.netrc.c_str());
  }
  set(easy, CURLOPT_WRITEFUNCTION, &take);
  set(easy, CURLOPT_WRITEDATA, &exchange);
  set(easy, CURLOPT_ERRORBUFFER, &exchange.error_text[0]);
}

void step(Exchange& exchange, const Context& context) {
  if (exchange.thrown) std::rethrow_exception(exchange.thrown);
  const Reception& reception = exchange.reception;
  context.ticker.tick(reception.size_bytes(), reception.expected_bytes().value_or(0));
  const auto wait = context.limits.spend(std::exchange(exchange.unpaid_bytes, 0));
  if (wait.count() > 0) context.ticker.wait(wait);
}

/// A reply of the four hundreds may be another one later, of the five hundreds not.
Outcome outcome_of_reply(CURLcode result, const Exchange& exchange) {
  if (result == CURLE_FTP_COULDNT_USE_REST || result == CURLE_BAD_DOWNLOAD_RESUME ||
      result == CURLE_RANGE_ERROR) {
    return stale("cannot go on there");
  }
  long reply = 0;
  curl_easy_getinfo(exchange.easy, CURLINFO_RESPONSE_CODE, &reply);
  const std::string answer = "the server answers " + std::to_string(reply);
  if (result == CURLE_LOGIN_DENIED && reply / 100 == 5) {
    return {Kind::kFinal, ExitCode::kCredentials, answer + ": a login is needed"};
  }
  const bool about_the_file = result == CURLE_REMOTE_FILE_NOT_FOUND ||
                              result == CURLE_FTP_COULDNT_RETR_FILE ||
                              result == CURLE_REMOTE_ACCESS_DENIED;
  if (about_the_file && reply / 100 == 5) {
    return {Kind::kFinal, ExitCode::kServer, answer + ": the file is not there"};
  }
  Outcome outcome = outcome_of_failure(result, exchange.error_text);
  if (reply / 100 == 4) outcome.kind = Kind::kTransient;
  return outcome;
}

Outcome outcome_of(CURLcode result, Exchange& exchange, const Reach& reach) {
  if (exchange.fault) return *exchange.fault;
  if (result != CURLE_OK) {
    const auto refusal = reach.refusal();
    if (refusal && !exchange.begun) return {Kind::kFinal, ExitCode::kRefused, *refusal};
    return outcome_of_reply(result, exchange);
  }
  if (!exchange.begun) begin(exchange);
  if (exchange.fault) return *exchange.fault;
  if (exchange.size && exchange.reception.size_bytes() < *exchange.size) {
    return {Kind::kTransient, ExitCode::kNetwork, "the server sends less than it says"};
  }
  return {exchange.size ? Kind::kComplete : Kind::kUncertain, ExitCode::kDone};
}

}  // namespace

Outcome fetch_ftp(const std::string& url, bool go_on, const Context& context,
                  Reception& reception) {
  Reach reach(context.access, url);
  Asked asked = reception.ask(url);
  if (!go_on) asked.offset = 0;
  const Limits::Connection connection(context.limits, authority_of(url), context.ticker);
  const UniqueEasy easy = new_easy(url, context, reach);
  Exchange exchange{easy.get(), url, asked, reception};
  set_ftp(easy.get(), exchange, context);
  const std::string range = std::to_string(asked.offset) + "-";
  if (asked.offset > 0) set(easy.get(), CURLOPT_RANGE, range.c_str());
  const CURLcode result = run(easy.get(), [&] { step(exchange, context); });
  return outcome_of(result, exchange, reach);
}

}  // namespace setlist::transfer
