#pragma once

#include <memory>

#include <curl/curl.h>

namespace setlist::transfer {

struct CurlDeleter {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
  void operator()(CURLU* handle) const noexcept { curl_url_cleanup(handle); }
  void operator()(char* text) const noexcept { curl_free(text); }
};
using UniqueEasy = std::unique_ptr<CURL, CurlDeleter>;
using UniqueUrl = std::unique_ptr<CURLU, CurlDeleter>;
using UniqueText = std::unique_ptr<char, CurlDeleter>;

// CURL and CURLM are both void in old releases, so they cannot share a deleter.
struct CurlMultiDeleter {
  void operator()(CURLM* handle) const noexcept { curl_multi_cleanup(handle); }
};
using UniqueMulti = std::unique_ptr<CURLM, CurlMultiDeleter>;

}  // namespace setlist::transfer
