#include "setlist/base/text.hpp"
#include "setlist/transfer/attempt.hpp"
#include "setlist/transfer/curl_failure.hpp"
#include "setlist/transfer/curl_handle.hpp"
#include "setlist/transfer/retry.hpp"
#include "setlist/transfer/url.hpp"

#include <cstdlib>
#include <ctime>
#include <exception>
#include <new>
#include <string_view>

namespace setlist::transfer {
namespace {

constexpr long kMostRedirects = 10;
constexpr long kConnectSeconds = 30;
constexpr long kSlowBytesPerSecond = 100;
constexpr long kBufferBytes = 256L << 10;
constexpr std::size_t kMostHeaderBytes = 256U << 10U;

/// What the C callbacks of one try share.
struct Exchange {
  CURL* easy;
  Reception& reception;
  std::exception_ptr thrown = {};  ///< no exception may pass through libcurl's own frames
  std::size_t header_bytes = 0;
  std::string retry_after = {};
  std::string date = {};
  char error_text[CURL_ERROR_SIZE] = {};
};

long status_of(CURL* easy) {
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

std::size_t take_body(char* data, std::size_t, std::size_t count, void* user) noexcept {
  auto& exchange = *static_cast<Exchange*>(user);
  try {
    if (status_of(exchange.easy) != 200) return CURL_WRITEFUNC_ERROR;
    if (exchange.reception.add(std::as_bytes(std::span(data, count)))) return count;
  } catch (...) {
    exchange.thrown = std::current_exception();
  }
  return CURL_WRITEFUNC_ERROR;
}

void take_field(std::string_view line, std::string_view name, std::string& value) {
  if (line.size() <= name.size() || line[name.size()] != ':' ||
      base::ascii_lower(line.substr(0, name.size())) != name) {
    return;
  }
  line.remove_prefix(name.size() + 1);
  const std::size_t first = line.find_first_not_of(" \t");
  const std::size_t last = line.find_last_not_of(" \t\r\n");
  value = first == std::string_view::npos || last < first
              ? ""
              : std::string(line.substr(first, last - first + 1));
}

std::size_t take_header(char* data, std::size_t, std::size_t count, void* user) noexcept {
  auto& exchange = *static_cast<Exchange*>(user);
  exchange.header_bytes += count;
  if (exchange.header_bytes > kMostHeaderBytes) return CURL_WRITEFUNC_ERROR;
  try {
    const std::string_view line(data, count);
    if (line.starts_with("HTTP/")) exchange.retry_after = exchange.date = "";
    take_field(line, "retry-after", exchange.retry_after);
    take_field(line, "date", exchange.date);
    return count;
  } catch (...) {
    exchange.thrown = std::current_exception();
    return CURL_WRITEFUNC_ERROR;
  }
}

template <typename Value>
void set(CURL* easy, CURLoption option, Value value) {
  if (curl_easy_setopt(easy, option, value) != CURLE_OK) {
    throw base::Error(base::ExitCode::kBug, "downloading: libcurl refuses option " +
                                                std::to_string(static_cast<int>(option)));
  }
}

void set_trust(CURL* easy, const std::string& url) {
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_REDIR_PROTOCOLS_STR, scheme_of(url) == "https" ? "https" : "http,https");
  set(easy, CURLOPT_FOLLOWLOCATION, 1L);
  set(easy, CURLOPT_MAXREDIRS, kMostRedirects);
  set(easy, CURLOPT_UNRESTRICTED_AUTH, 0L);
  set(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // Only curl's command line reads these; people behind an inspecting proxy have them set.
  for (const char* variable : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    const char* bundle = std::getenv(variable);
    if (bundle != nullptr && *bundle != '\0') set(easy, CURLOPT_CAINFO, bundle);
  }
}

// Not set, on purpose: ACCEPT_ENCODING (an archive would be unpacked behind the digest, and limits
// would count the wrong bytes), FAILONERROR (the status is looked at here), VERBOSE (it prints
// credentials), TIMEOUT (a transfer that makes progress may take days).
void set_patience(CURL* easy, const Patience& patience) {
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(easy, CURLOPT_LOW_SPEED_LIMIT, kSlowBytesPerSecond);
  set(easy, CURLOPT_LOW_SPEED_TIME,
      static_cast<long>(std::max<std::chrono::seconds::rep>(1, patience.silence.count())));
  set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  set(easy, CURLOPT_BUFFERSIZE, kBufferBytes);
  // An interrupt while a name is being resolved must not wait for the resolver.
  set(easy, CURLOPT_QUICK_EXIT, 1L);
}

void set_callbacks(CURL* easy, Exchange& exchange) {
  set(easy, CURLOPT_WRITEFUNCTION, &take_body);
  set(easy, CURLOPT_WRITEDATA, &exchange);
  set(easy, CURLOPT_HEADERFUNCTION, &take_header);
  set(easy, CURLOPT_HEADERDATA, &exchange);
  set(easy, CURLOPT_ERRORBUFFER, &exchange.error_text[0]);
}

/// Makes sure that a transfer leaves its multi handle before either is freed.
class Attachment {
 public:
  Attachment(CURLM* multi, CURL* easy) : m_multi(multi), m_easy(easy) {
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) throw std::bad_alloc();
  }
  ~Attachment() { curl_multi_remove_handle(m_multi, m_easy); }
  Attachment(const Attachment&) = delete;
  Attachment& operator=(const Attachment&) = delete;

 private:
  CURLM* m_multi;
  CURL* m_easy;
};

std::uint64_t stated_length(CURL* easy) {
  curl_off_t length = -1;
  curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  return length > 0 ? static_cast<std::uint64_t>(length) : 0;
}

// A multi handle for one transfer: curl_easy_perform would be silent for a second at a time, and
// here the callback is called between two steps, where it may throw freely.
CURLcode perform(CURL* easy, const Exchange& exchange, const Request& request, Ticker& ticker) {
  const UniqueMulti multi(curl_multi_init());
  if (!multi) throw std::bad_alloc();
  const Attachment attached(multi.get(), easy);
  for (int running = 1; running > 0;) {
    if (curl_multi_perform(multi.get(), &running) != CURLM_OK) throw std::bad_alloc();
    if (exchange.thrown) std::rethrow_exception(exchange.thrown);
    ticker.tick(exchange.reception.size_bytes(), request.size_bytes.value_or(stated_length(easy)));
    if (running > 0) {
      curl_multi_poll(multi.get(), nullptr, 0, static_cast<int>(Ticker::kInterval.count()),
                      nullptr);
    }
  }
  int left = 0;
  const CURLMsg* message = curl_multi_info_read(multi.get(), &left);
  return message == nullptr ? CURLE_RECV_ERROR : message->data.result;
}

Outcome outcome_of_body(CURL* easy, const Exchange& exchange) {
  const bool stated = stated_length(easy) > 0 || exchange.reception.size_bytes() == 0;
  return {stated ? Outcome::Kind::kComplete : Outcome::Kind::kUncertain, base::ExitCode::kDone};
}

void start_libcurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw base::Error(base::ExitCode::kBug, "downloading: no libcurl");
}

}  // namespace

Outcome fetch_http(const std::string& url, const Request& request, const Patience& patience,
                   Reception& reception, Ticker& ticker) {
  start_libcurl();
  const UniqueEasy easy(curl_easy_init());
  if (!easy) throw std::bad_alloc();
  Exchange exchange{easy.get(), reception};
  set(easy.get(), CURLOPT_URL, url.c_str());
  set(easy.get(), CURLOPT_USERAGENT, "setlist");
  set_trust(easy.get(), url);
  set_patience(easy.get(), patience);
  set_callbacks(easy.get(), exchange);
  const CURLcode result = perform(easy.get(), exchange, request, ticker);
  const long status = status_of(easy.get());
  if (exchange.header_bytes > kMostHeaderBytes) {
    return {Outcome::Kind::kFinal, base::ExitCode::kServer, "the server sends endless headers"};
  }
  if (reception.too_large()) return {Outcome::Kind::kWrong, base::ExitCode::kIntegrity};
  if (result == CURLE_OK || result == CURLE_WRITE_ERROR) {
    if (status == 200) return outcome_of_body(easy.get(), exchange);
    return outcome_of_status(status,
                             asked_wait(exchange.retry_after, exchange.date, std::time(nullptr)));
  }
  return outcome_of_failure(result, status, exchange.error_text);
}

}  // namespace setlist::transfer
