#include "setlist/transfer/http_call.hpp"

#include "setlist/transfer/curl_failure.hpp"
#include "setlist/transfer/curl_setup.hpp"
#include "setlist/transfer/retry.hpp"
#include "setlist/transfer/url.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <exception>
#include <memory>
#include <new>

namespace setlist::transfer {
namespace {

using base::ExitCode;
using Kind = Outcome::Kind;

constexpr int kMostRedirects = 10;
constexpr std::size_t kMostHeaderBytes = 256U << 10U;

struct ListDeleter {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using UniqueList = std::unique_ptr<curl_slist, ListDeleter>;

bool is_redirect(const Answer& answer) {
  constexpr std::array kStatuses = {301L, 302L, 303L, 307L, 308L};
  return std::ranges::find(kStatuses, answer.status) != kStatuses.end() && !answer.location.empty();
}

/// What the C callbacks of one request share.
struct Exchange {
  CURL* easy;
  const HttpCall& call;
  Answer answer = {};
  std::exception_ptr thrown = {};  ///< no exception may pass through libcurl's own frames
  std::size_t header_bytes = 0;
  std::uint64_t body_bytes = 0;
  std::uint64_t unpaid_bytes = 0;
  bool begun = false;
  bool wanted = false;
  char error_text[CURL_ERROR_SIZE] = {};
};

/// A blank line that does not end the headers of a trailer or of a redirect.
void end_headers(Exchange& exchange) {
  curl_easy_getinfo(exchange.easy, CURLINFO_RESPONSE_CODE, &exchange.answer.status);
  if (exchange.begun || exchange.answer.status < 200) return;
  exchange.begun = true;
  exchange.wanted = !is_redirect(exchange.answer) && exchange.call.begin(exchange.answer);
}

std::size_t take_header(char* data, std::size_t, std::size_t count, void* user) noexcept {
  auto& exchange = *static_cast<Exchange*>(user);
  exchange.header_bytes += count;
  if (exchange.header_bytes > kMostHeaderBytes) return CURL_WRITEFUNC_ERROR;
  try {
    const std::string_view line(data, count);
    const bool blank = line.find_first_not_of("\r\n") == std::string_view::npos;
    if (blank) end_headers(exchange);
    if (!blank && !exchange.begun) exchange.answer.read_line(line);
    return exchange.begun && !exchange.wanted ? CURL_WRITEFUNC_ERROR : count;
  } catch (...) {
    exchange.thrown = std::current_exception();
    return CURL_WRITEFUNC_ERROR;
  }
}

std::size_t take_body(char* data, std::size_t, std::size_t count, void* user) noexcept {
  auto& exchange = *static_cast<Exchange*>(user);
  try {
    if (!exchange.wanted) return CURL_WRITEFUNC_ERROR;
    exchange.body_bytes += count;
    exchange.unpaid_bytes += count;
    if (exchange.call.take(std::as_bytes(std::span(data, count)))) return count;
    exchange.wanted = false;
  } catch (...) {
    exchange.thrown = std::current_exception();
  }
  return CURL_WRITEFUNC_ERROR;
}

void set_callbacks(CURL* easy, Exchange& exchange) {
  set(easy, CURLOPT_WRITEFUNCTION, &take_body);
  set(easy, CURLOPT_WRITEDATA, &exchange);
  set(easy, CURLOPT_HEADERFUNCTION, &take_header);
  set(easy, CURLOPT_HEADERDATA, &exchange);
  set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);  // those of a proxy
  set(easy, CURLOPT_ERRORBUFFER, &exchange.error_text[0]);
}

// RANGE, not RESUME_FROM: that takes a 206 without Content-Range for a file that is whole.
UniqueList set_range(CURL* easy, const HttpCall& call) {
  if (call.range.empty()) return nullptr;
  set(easy, CURLOPT_RANGE, call.range.c_str());
  if (call.if_range.empty()) return nullptr;
  UniqueList fields(curl_slist_append(nullptr, ("If-Range: " + call.if_range).c_str()));
  if (!fields) throw std::bad_alloc();
  set(easy, CURLOPT_HTTPHEADER, fields.get());
  return fields;
}

/// A bearer token for this very host; over plain http only where nobody listens on the way.
void set_token(CURL* easy, const std::string& url, const Access& access) {
  const bool secure = scheme_of(url) == "https";
  const std::string authority = authority_of(url);
  auto found = access.tokens.find(authority);
  if (found == access.tokens.end() && authority == host_of(url) + ":443") {
    found = access.tokens.find(host_of(url));
  }
  if (found == access.tokens.end() || !(secure || names_loopback(host_of(url)))) return;
  set(easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BEARER));
  set(easy, CURLOPT_XOAUTH2_BEARER, found->second.c_str());
}

/// libcurl looks up a name in netrc by the host alone, so not where a redirect leads.
void set_netrc(CURL* easy, const std::string& url, const HttpCall& call, const Access& access) {
  const bool same =
      scheme_of(url) == scheme_of(call.url) && authority_of(url) == authority_of(call.url);
  if (access.netrc.empty() || !same) return;
  set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_OPTIONAL));
  set(easy, CURLOPT_NETRC_FILE, access.netrc.c_str());
}

void step(Exchange& exchange, const Context& context) {
  if (exchange.thrown) std::rethrow_exception(exchange.thrown);
  exchange.call.tick(exchange.body_bytes);
  const auto wait = context.limits.spend(std::exchange(exchange.unpaid_bytes, 0));
  if (wait.count() > 0) context.ticker.wait(wait);
}

Outcome final(ExitCode code, const std::string& reason) { return {Kind::kFinal, code, reason}; }

HttpEnd hop(const std::string& url, const HttpCall& call, const Context& context, Reach& reach) {
  if (const auto refusal = reach.refuses(url)) {
    return {.url = url, .failure = final(ExitCode::kRefused, *refusal)};
  }
  const Limits::Connection connection(context.limits, authority_of(url), context.ticker);
  const UniqueEasy easy = new_easy(url, context, reach);
  Exchange exchange{easy.get(), call};
  set_callbacks(easy.get(), exchange);
  const UniqueList fields = set_range(easy.get(), call);
  set_netrc(easy.get(), url, call, context.access);
  set_token(easy.get(), url, context.access);
  const CURLcode result = run(easy.get(), [&] { step(exchange, context); });
  HttpEnd end{.answer = std::move(exchange.answer), .url = url};
  if (exchange.header_bytes > kMostHeaderBytes) {
    end.failure = final(ExitCode::kServer, "the server sends endless headers");
  } else if (exchange.begun && !exchange.wanted) {
    end.stopped = true;
  } else if (result != CURLE_OK) {
    const auto refusal = reach.refusal();
    end.failure = refusal && !exchange.begun ? final(ExitCode::kRefused, *refusal)
                                             : outcome_of_failure(result, exchange.error_text);
  }
  return end;
}

/// Why a redirect is not followed.
std::optional<Outcome> refused_redirect(const std::string& from,
                                        const std::optional<std::string>& to, const Reach& reach) {
  const std::string begin = "the server redirects to ";
  if (!to) return final(ExitCode::kRefused, begin + "an address that makes no sense");
  const std::string target = begin + "'" + shown(*to) + "', which is refused: ";
  if (const auto fault = unsafe_url(*to)) return final(ExitCode::kRefused, target + "it " + *fault);
  const std::string scheme = scheme_of(*to);
  if (scheme != "https" && scheme != "http") {
    return final(ExitCode::kRefused, target + "it is not http");
  }
  if (scheme_of(from) == "https" && scheme != "https") {
    return final(ExitCode::kRefused, target + "it leaves https");
  }
  if (const auto refusal = reach.refuses(*to)) return final(ExitCode::kRefused, target + *refusal);
  return std::nullopt;
}

}  // namespace

HttpEnd call_http(const HttpCall& call, const Context& context) {
  Reach reach(context.access, call.url);
  std::string url = call.url;
  for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
    HttpEnd end = hop(url, call, context, reach);
    if (end.failure || !is_redirect(end.answer)) return end;
    const auto next = resolved(url, end.answer.location);
    if (auto refused = refused_redirect(url, next, reach)) {
      end.failure = std::move(refused);
      return end;
    }
    url = *next;
  }
  return {.url = url, .failure = final(ExitCode::kNetwork, "more than 10 redirects")};
}

Outcome outcome_of(const Answer& answer) {
  return outcome_of_status(answer.status,
                           asked_wait(answer.retry_after, answer.date, std::time(nullptr)));
}

}  // namespace setlist::transfer
