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
  if (result == CURLUE_BAD_SCHEME) return "has no scheme, expected https://, http:// or file:///";
  if (result != CURLUE_OK) return std::string("is malformed: ") + curl_url_strerror(result);
  const std::string scheme = part_of(handle, CURLUPART_SCHEME).value_or("");
  if (scheme != "https" && scheme != "http" && scheme != "file") {
    return "uses " + base::printable(scheme) + ", expected https, http or file";
  }
  // libcurl takes one slash or three for two, and so another host than other readers.
  const std::size_t slashes = url.find("://");
  if (scheme != "file" && (slashes == std::string::npos || url[slashes + 3] == '/')) {
    return "is malformed: expected " + scheme + "://host/path";
  }
  if (hides_control_characters(handle)) return "contains an encoded control character";
  return scheme == "file" ? unsafe_file_url(handle) : std::nullopt;
}

std::string scheme_of(const std::string& url) {
  return part_of(parsed(url, 0).handle, CURLUPART_SCHEME).value_or("");
}

std::filesystem::path path_of(const std::string& url) {
  return part_of(parsed(url, 0).handle, CURLUPART_PATH, CURLU_URLDECODE).value_or("");
}

}  // namespace setlist::transfer
