#include "engine/transfer/fault_server.hpp"
#include "setlist/transfer/address.hpp"

#include <fstream>

#include <doctest/doctest.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;
using base::ExitCode;
using testing::content;
using testing::FaultServer;
using testing::Landing;
using transfer::names_private;
using transfer::Request;

std::string url(const std::string& behaviour) { return FaultServer::instance().url(behaviour); }

/// "127.0.0.1:1234"
std::string server() { return url("").substr(7, url("").size() - 8); }

std::string port() { return server().substr(server().find(':')); }

/// An environment variable, as long as this lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : m_name(name) {
    ::setenv(name, value.c_str(), 1);
  }
  ~Variable() { ::unsetenv(m_name); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* m_name;
};

std::vector<std::string> authorizations(const std::string& target) {
  return FaultServer::instance().sent(target, "authorization");
}

TEST_SUITE("transfer/access") {
  TEST_CASE("names_private: addresses in digits, however they are written") {
    for (const char* host : {"127.0.0.1",
                             "127.255.0.1",
                             "0.0.0.0",
                             "10.1.2.3",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.168.0.1",
                             "169.254.169.254",
                             "100.64.0.1",
                             "198.18.0.1",
                             "224.0.0.1",
                             "255.255.255.255",
                             "[::1]",
                             "[::]",
                             "[fe80::1]",
                             "[fc00::1]",
                             "[fdff::1]",
                             "[ff02::1]",
                             "[::ffff:127.0.0.1]",
                             "[::ffff:a00:1]",
                             "[64:ff9b::7f00:1]",
                             "[64:ff9b:1::1]",
                             "[2002:7f00:1::1]",
                             "[::10.0.0.1]",
                             "localhost",
                             "LOCALHOST.",
                             "a.localhost"}) {
      CAPTURE(std::string(host));
      CHECK(names_private(host));
    }
    for (const char* host :
         {"8.8.8.8", "172.32.0.1", "172.15.255.255", "11.0.0.1", "100.128.0.1", "1.1.1.1",
          "[2606:4700::1111]", "[64:ff9b::808:808]", "[2002:808:808::1]", "[::ffff:8.8.8.8]",
          "zenodo.org", "localhost.example.org", "", "10.example.org"}) {
      CAPTURE(std::string(host));
      CHECK(!names_private(host));
    }
  }

  TEST_CASE("access: a private address only where the URL says it in digits") {
    Landing landing;
    for (const std::string& host : {std::string("2130706433"), std::string("0x7f.1"),
                                    std::string("127.1"), std::string("x.localhost")}) {
      CAPTURE(host);
      landing.failure({.urls = {"http://" + host + port() + "/ok?reach=hidden"}},
                      ExitCode::kRefused, "is private");
    }
    CHECK(FaultServer::instance().requests("reach=hidden") == 0);
    const std::string hidden = "http://x.localhost" + port() + "/ok?reach=allowed";
    transfer::Access access;
    access.allow_private = true;
    CHECK(landing.fetch({.urls = {hidden}, .access = access}).size_bytes == 1'000);
    const Variable variable("SETLIST_ALLOW_PRIVATE", "1");
    Landing other;
    CHECK(other.fetch({.urls = {hidden}}).size_bytes == 1'000);
  }

  TEST_CASE("access: a redirect from a public address to a private one, seen through a proxy") {
    const Variable proxy("http_proxy", "http://" + server());
    const auto redirected = [](const std::string& to) {
      return Request{.urls = {"http://public.example/redirect?to=" + to}};
    };
    Landing landing;
    const auto sentence =
        landing.failure(redirected(url("ok?reach=redirected")), ExitCode::kRefused, "redirects");
    CHECK(sentence.find("127.0.0.1 is private") != std::string::npos);
    landing.failure(redirected("http://169.254.169.254/latest"), ExitCode::kRefused, "private");
    CHECK(FaultServer::instance().requests("\"/ok?reach=redirected") == 0);
    CHECK(landing.fetch(redirected("http://other.example/ok?reach=public")).size_bytes == 1'000);
    CHECK(FaultServer::instance().requests("\"http://other.example/ok?reach=public") == 1);
  }

  TEST_CASE("access: a token goes to its host and port, and no redirect takes it along") {
    transfer::Access access;
    access.tokens[server()] = "S3CRET";
    access.tokens["127.0.0.1"] = "S3CRET-of-port-443";
    Landing landing;
    static_cast<void>(landing.fetch({.urls = {url("ok?token-of=host")}, .access = access}));
    CHECK(authorizations("token-of=host") == std::vector<std::string>{"Bearer S3CRET"});
    Landing redirected;
    const std::string elsewhere = "http://localhost" + port() + "/ok%3Ftoken-of=other";
    static_cast<void>(
        redirected.fetch({.urls = {url("redirect?to=" + elsewhere)}, .access = access}));
    CHECK(authorizations("/ok?token-of=other") == std::vector<std::string>{""});
    Landing refused;
    const auto sentence = refused.failure({.urls = {url("status?code=401&x=1")}, .access = access},
                                          ExitCode::kCredentials, "401");
    CHECK(sentence.find("S3CRET") == std::string::npos);
  }

  TEST_CASE("access: no token over plain http to another machine") {
    const Variable proxy("http_proxy", "http://" + server());
    transfer::Access access;
    access.tokens["public.example:80"] = "S3CRET";
    Landing landing;
    static_cast<void>(
        landing.fetch({.urls = {"http://public.example/ok?token-of=plain"}, .access = access}));
    CHECK(authorizations("token-of=plain") == std::vector<std::string>{""});
  }

  TEST_CASE("access: netrc only when asked, and not where a redirect leads") {
    const base::TemporaryFolder folder(fs::temp_directory_path(), "setlist-netrc");
    const fs::path netrc = folder.path() / "netrc";
    base::write_file_atomically(netrc,
                                "machine 127.0.0.1 login me password S3CRET\n"
                                "machine localhost login me password S3CRET\n");
    transfer::Access access;
    access.netrc = netrc;
    Landing landing;
    static_cast<void>(landing.fetch({.urls = {url("ok?netrc=yes")}, .access = access}));
    CHECK(authorizations("netrc=yes") == std::vector<std::string>{"Basic bWU6UzNDUkVU"});
    Landing redirected;
    const std::string elsewhere = "http://localhost" + port() + "/ok%3Fnetrc=other";
    static_cast<void>(
        redirected.fetch({.urls = {url("redirect?to=" + elsewhere)}, .access = access}));
    CHECK(authorizations("/ok?netrc=other") == std::vector<std::string>{""});
    const Variable home("HOME", folder.path().string());
    fs::copy_file(netrc, folder.path() / ".netrc");
    Landing plain;
    static_cast<void>(plain.fetch({.urls = {url("ok?netrc=no")}}));
    CHECK(authorizations("netrc=no") == std::vector<std::string>{""});
  }

  TEST_CASE("environment_access: tokens by host, and no word of them in an error") {
    {
      const Variable tokens("SETLIST_TOKENS", "HuggingFace.co=a=b  host:8080=c");
      const auto access = transfer::environment_access();
      CHECK(access.tokens.at("huggingface.co") == "a=b");
      CHECK(access.tokens.at("host:8080") == "c");
      CHECK(!access.allow_private);
    }
    for (const char* text : {"S3CRET", "=S3CRET", "host=", "host=S3CRET\x7f"}) {
      const Variable tokens("SETLIST_TOKENS", text);
      try {
        static_cast<void>(transfer::environment_access());
        FAIL("accepted");
      } catch (const base::UsageError& error) {
        CHECK(std::string(error.what()).find("S3CRET") == std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace setlist
