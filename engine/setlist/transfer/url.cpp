#include "setlist/transfer/url.hpp"

#include "setlist/base/text.hpp"
#include "setlist/transfer/curl_handle.hpp"
#include "setlist/transfer/download.hpp"

#include <algorithm>
#include <array>
#include <new>
#include <string_view>
#include <vector>

namespace setlist::transfer {
namespace {

constexpr std::size_t kLongestUrl = 8'000;

constexpr std::array<std::string_view, 5> kSchemes = {"https", "http", "ftps", "ftp", "file"};

/// A word inside the name of a query field that makes its value a secret.
constexpr std::array kSecretWords = {"token",  "key",  "sig",  "pass", "pwd",
                                     "secret", "auth", "cred", "sess", "jwt"};

struct Parsed {
  UniqueUrl handle;
  CURLUcode result;
};

// CURLU_NON_SUPPORT_SCHEME: the list of schemes is ours, not that of the libcurl at hand.
Parsed parsed(const std::string& url, unsigned flags) {
  UniqueUrl handle(curl_url());
  if (!handle) throw std::bad_alloc();
  const CURLUcode result =
      curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), flags | CURLU_NON_SUPPORT_SCHEME);
  return {std::move(handle), result};
}

std::optional<std::string> part_of(const UniqueUrl& url, CURLUPart part, unsigned flags = 0) {
  char* raw = nullptr;
  const CURLUcode result = curl_url_get(url.get(), part, &raw, flags);
  const UniqueText text(raw);
  if (result != CURLUE_OK) return std::nullopt;
  return std::string(text.get());
}

bool is_plain(unsigned char byte) { return byte > 0x20 && byte != 0x7F && byte != '\\'; }

/// libcurl refuses to decode what would hide a control character.
bool hides_control_characters(const UniqueUrl& url) {
  for (const CURLUPart part : {CURLUPART_HOST, CURLUPART_PATH, CURLUPART_QUERY}) {
    if (part_of(url, part) && !part_of(url, part, CURLU_URLDECODE)) return true;
  }
  return false;
}

std::optional<std::string> unsafe_file_url(const UniqueUrl& url) {
  const auto host = part_of(url, CURLUPART_HOST).value_or("");
  if (!host.empty() && host != "localhost") return "names a file on another machine";
  if (part_of(url, CURLUPART_QUERY)) return "has a query, which a file cannot have";
  if (!part_of(url, CURLUPART_PATH).value_or("").starts_with('/')) {
    return "is not an absolute path";
  }
  return std::nullopt;
}

/// A folder would come as a list of names, and a type of its own would change line ends.
std::optional<std::string> unsafe_ftp_url(const UniqueUrl& url) {
  const std::string path = part_of(url, CURLUPART_PATH).value_or("");
  if (path.empty() || path.ends_with('/')) return "names a folder, expected a file";
  if (path.find(';') != std::string::npos) return "contains ';', which ftp gives a meaning";
  return std::nullopt;
}

bool is_secret(std::string_view name) {
  const UniqueText decoded(
      curl_easy_unescape(nullptr, name.data(), static_cast<int>(name.size()), nullptr));
  const std::string lower = base::ascii_lower(decoded ? decoded.get() : "");
  if (lower.starts_with("x-amz-") || lower.starts_with("x-goog-")) return true;
  return std::any_of(kSecretWords.begin(), kSecretWords.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

std::string without_secrets(std::string_view query) {
  std::vector<std::string> fields;
  for (std::size_t begin = 0; begin <= query.size();) {
    const std::size_t end = std::min(query.find('&', begin), query.size());
    const std::string_view field = query.substr(begin, end - begin);
    const std::size_t equals = field.find('=');
    if (equals != std::string_view::npos && is_secret(field.substr(0, equals))) {
      fields.push_back(std::string(field.substr(0, equals)) + "=***");
    } else {
      fields.emplace_back(field);
    }
    begin = end + 1;
  }
  return base::joined(fields, "&");
}

/// What is left of text that is no URL when all that could be a secret is cut away.
std::string shown_malformed(std::string_view text) {
  text = text.substr(0, text.find_first_of("?#"));
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    return "***@" + base::printable(text.substr(at + 1));
  }
  return base::printable(text);
}

}  // namespace

std::string shown(const std::string& url) {
  const auto [handle, result] = parsed(url, 0);
  if (result != CURLUE_OK) return shown_malformed(url);
  for (const CURLUPart part :
       {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT}) {
    curl_url_set(handle.get(), part, nullptr, 0);
  }
  if (const auto query = part_of(handle, CURLUPART_QUERY)) {
    curl_url_set(handle.get(), CURLUPART_QUERY, without_secrets(*query).c_str(), 0);
  }
  const auto whole = part_of(handle, CURLUPART_URL);
  return whole ? base::printable(*whole) : shown_malformed(url);
}

std::optional<std::string> unsafe_url(const std::string& url) {
  if (url.empty()) return "is empty";
  if (url.size() > kLongestUrl) return "is longer than 8000 bytes";
  if (!std::all_of(url.begin(), url.end(), is_plain)) {
    return "contains a space, a control character or '\\'";
  }
  const auto [handle, result] = parsed(url, CURLU_DISALLOW_USER);
  if (result == CURLUE_USER_NOT_ALLOWED) return "contains a user name or password";
  if (result == CURLUE_BAD_SCHEME) {
    return "has no scheme, expected https://, http://, ftps://, ftp:// or file:///";
  }
  if (result != CURLUE_OK) return std::string("is malformed: ") + curl_url_strerror(result);
  const std::string scheme = part_of(handle, CURLUPART_SCHEME).value_or("");
  if (std::ranges::find(kSchemes, scheme) == kSchemes.end()) {
    return "uses " + base::printable(scheme) + ", expected https, http, ftps, ftp or file";
  }
  // libcurl takes one slash or three for two, and so another host than other readers.
  const std::size_t slashes = url.find("://");
  if (scheme != "file" && (slashes == std::string::npos || url[slashes + 3] == '/')) {
    return "is malformed: expected " + scheme + "://host/path";
  }
  if (hides_control_characters(handle)) return "contains an encoded control character";
  if (scheme.starts_with("ftp")) return unsafe_ftp_url(handle);
  return scheme == "file" ? unsafe_file_url(handle) : std::nullopt;
}

std::string host_of(const std::string& url) {
  return base::ascii_lower(part_of(parsed(url, 0).handle, CURLUPART_HOST).value_or(""));
}

std::string authority_of(const std::string& url) {
  const auto [handle, result] = parsed(url, 0);
  return host_of(url) + ":" + part_of(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT).value_or("");
}

std::optional<std::string> resolved(const std::string& base, const std::string& location) {
  const auto [handle, result] = parsed(base, 0);
  if (result != CURLUE_OK) return std::nullopt;
  const unsigned flags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE;
  if (curl_url_set(handle.get(), CURLUPART_URL, location.c_str(), flags) != CURLUE_OK) {
    return std::nullopt;
  }
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
  return part_of(handle, CURLUPART_URL);
}

std::pair<std::string, std::string> proxy_of(const std::string& text) {
  const auto [handle, result] = parsed(text, CURLU_GUESS_SCHEME);
  std::string host = part_of(handle, CURLUPART_HOST).value_or("");
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const bool secure = text.starts_with("https://");
  return {host, part_of(handle, CURLUPART_PORT).value_or(secure ? "443" : "1080")};
}

std::string scheme_of(const std::string& url) {
  return part_of(parsed(url, 0).handle, CURLUPART_SCHEME).value_or("");
}

std::filesystem::path path_of(const std::string& url) {
  return part_of(parsed(url, 0).handle, CURLUPART_PATH, CURLU_URLDECODE).value_or("");
}

}  // namespace setlist::transfer
