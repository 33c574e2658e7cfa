#include "setlist/transfer/download.hpp"
#include "setlist/transfer/url.hpp"

#include <doctest/doctest.h>

namespace setlist {
namespace {

using transfer::shown;
using transfer::unsafe_url;

TEST_SUITE("transfer/url") {
  TEST_CASE("unsafe_url: good URLs") {
    for (const char* url :
         {"https://zenodo.org/record/1/files/a.zip?download=1", "http://127.0.0.1:8080/x",
          "https://host/a%20b+c.zip", "HTTPS://HOST/x", "file:///data/a.zip",
          "file://localhost/data/a.zip", "https://[::1]/x", "https://host/caf\xc3\xa9.zip",
          "ftp://host/x", "FTPS://host:2121/a/x"}) {
      CAPTURE(url);
      CHECK(unsafe_url(url).value_or("") == "");
    }
  }

  TEST_CASE("unsafe_url: bad URLs, with the reason") {
    const std::vector<std::pair<std::string, std::string>> urls = {
        {"", "is empty"},
        {"host/x", "no scheme"},
        {"//host/x", "no scheme"},
        {"/data/a.zip", "no scheme"},
        {"gopher://host/x", "uses gopher"},
        {"dict://host/x", "uses dict"},
        {"scp://host/x", "uses scp"},
        {"ftp://host/folder/", "folder"},
        {"ftp://host", "folder"},
        {"ftp://host/x;type=A", "';'"},
        {"ftps://host/a%0d%0aDELE%20b", "encoded control"},
        {"ftp://user:S3CRET@host/x", "user name or password"},
        {"ftp:///x", "malformed"},
        {"javascript:alert(1)", ""},
        {"http://a\\@b/", "'\\'"},
        {"http://host/a b", "space"},
        {"http://host/a\r\nX: y", "control"},
        {std::string("http://host/\0x", 14), "control"},
        {"http://host/a%0d%0aX", "encoded control"},
        {"http://host/a%00", "encoded control"},
        {"http://host/x?a=%0a", "encoded control"},
        {"http://user:S3CRET@host/x", "user name or password"},
        {"https://user@host/x", "user name or password"},
        {"http://host:99999/x", "malformed"},
        {"http:///x", "malformed"},
        {"http:/host/x", "malformed"},
        {"https:////host/x", "malformed"},
        {"http:host/x", ""},
        {"file://server/share/x", ""},
        {"file:relative/x", ""},
        {"file:///a%00b", "encoded control"},
        {"file:///a?b", "query"},
        {"http://host/" + std::string(9'000, 'a'), "longer"}};
    for (const auto& bad : urls) {
      CAPTURE(bad.first);
      const auto fault = unsafe_url(bad.first);
      REQUIRE(fault.has_value());
      CAPTURE(*fault);
      CHECK(fault->find(bad.second) != std::string::npos);
      CHECK(fault->find("S3CRET") == std::string::npos);
    }
  }

  TEST_CASE("shown: without user, password, fragment and secrets in the query") {
    CHECK(shown("https://host/a?x=1&y=2") == "https://host/a?x=1&y=2");
    CHECK(shown("https://user:S3CRET@host/a#S3CRET") == "https://host/a");
    CHECK(shown("https://host/a?token=S3CRET&x=1&X-Amz-Signature=S3CRET") ==
          "https://host/a?token=***&x=1&X-Amz-Signature=***");
    CHECK(shown("https://host/?%74oken=S3CRET").find("S3CRET") == std::string::npos);
    CHECK(shown("file:///data/a.zip") == "file:///data/a.zip");
    for (const char* name : {"access_token", "api_key", "apikey", "sig", "password",
                             "AWSAccessKeyId", "auth", "Signature", "x-goog-credential"}) {
      CAPTURE(name);
      const std::string text = shown(std::string("http://h/p?") + name + "=S3CRET");
      CHECK(text.find("S3CRET") == std::string::npos);
      CHECK(text.find(name) != std::string::npos);
    }
  }

  TEST_CASE("shown: what is no URL keeps its secrets as well") {
    for (const char* text : {"user:S3CRET@host/x", "http://u:S3CRET@ho st/", "::/x?token=S3CRET",
                             "http://a\\S3CRET@b/", "http://u:S3CRET@host:99999/x", "@S3CRET@"}) {
      CAPTURE(text);
      CHECK(shown(text).find("S3CRET") == std::string::npos);
    }
    CHECK(shown("a\x1b[31m").find('\x1b') == std::string::npos);
    CHECK(shown("") == "");
  }

  TEST_CASE("path_of: percent-decoded") {
    CHECK(transfer::path_of("file:///a%20b/%C3%A9") == "/a b/\xc3\xa9");
    CHECK(transfer::scheme_of("HTTPS://host/") == "https");
    CHECK(transfer::scheme_of("nothing") == "");
  }
}

}  // namespace
}  // namespace setlist
