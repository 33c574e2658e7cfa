#include "setlist/transfer/curl_setup.hpp"

#include "setlist/transfer/url.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace setlist::transfer {
namespace {

constexpr long kConnectSeconds = 30;
constexpr long kSlowBytesPerSecond = 100;
constexpr long kBufferBytes = 256L << 10;
/// So that a limit of the rate can hold back soon.
constexpr long kLimitedBufferBytes = 16L << 10;

curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) noexcept {
  try {
    if (!static_cast<Reach*>(user)->allows(address->addr)) return CURL_SOCKET_BAD;
  } catch (...) {
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void set_trust(CURL* easy, const std::string& url) {
  set(easy, CURLOPT_PROTOCOLS_STR, scheme_of(url).c_str());
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
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
void set_patience(CURL* easy, const Context& context) {
  const std::uint64_t rate = context.limits.bytes_per_second();
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(easy, CURLOPT_LOW_SPEED_LIMIT, rate == 0 ? kSlowBytesPerSecond : 1L);
  set(easy, CURLOPT_LOW_SPEED_TIME,
      static_cast<long>(std::max<std::chrono::seconds::rep>(1, context.patience.silence.count())));
  set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  set(easy, CURLOPT_BUFFERSIZE, rate == 0 ? kBufferBytes : kLimitedBufferBytes);
  if (rate > 0) set(easy, CURLOPT_MAX_RECV_SPEED_LARGE, static_cast<curl_off_t>(rate));
  // An interrupt while a name is being resolved must not wait for the resolver.
  set(easy, CURLOPT_QUICK_EXIT, 1L);
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

void start_libcurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw base::Error(base::ExitCode::kBug, "downloading: no libcurl");
}

}  // namespace

UniqueEasy new_easy(const std::string& url, const Context& context, Reach& reach) {
  start_libcurl();
  UniqueEasy easy(curl_easy_init());
  if (!easy) throw std::bad_alloc();
  set(easy.get(), CURLOPT_URL, url.c_str());
  set(easy.get(), CURLOPT_USERAGENT, "setlist");
  set(easy.get(), CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(easy.get(), CURLOPT_OPENSOCKETDATA, &reach);
  set_trust(easy.get(), url);
  set_patience(easy.get(), context);
  return easy;
}

// A multi handle for one transfer: curl_easy_perform would be silent for a second at a time, and
// here the callback is called between two steps, where it may throw freely.
CURLcode run(CURL* easy, const std::function<void()>& between) {
  const UniqueMulti multi(curl_multi_init());
  if (!multi) throw std::bad_alloc();
  const Attachment attached(multi.get(), easy);
  for (int running = 1; running > 0;) {
    if (curl_multi_perform(multi.get(), &running) != CURLM_OK) throw std::bad_alloc();
    between();
    if (running > 0) {
      curl_multi_poll(multi.get(), nullptr, 0, static_cast<int>(Ticker::kInterval.count()),
                      nullptr);
    }
  }
  int left = 0;
  const CURLMsg* message = curl_multi_info_read(multi.get(), &left);
  return message == nullptr ? CURLE_RECV_ERROR : message->data.result;
}

}  // namespace setlist::transfer
