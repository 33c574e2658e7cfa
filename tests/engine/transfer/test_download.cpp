#include "engine/transfer/fault_server.hpp"

#include <csignal>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>
#include <sys/resource.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;
using base::ExitCode;
using testing::content;
using testing::FaultServer;
using testing::hasty;
using testing::Landing;
using transfer::Request;

std::string url(const std::string& behaviour) { return FaultServer::instance().url(behaviour); }
int requests(const std::string& target) { return FaultServer::instance().requests(target); }

/// A request for the server's file of this size, with all that is known of it.
Request known(const std::vector<std::string>& urls, std::size_t size = 1'000) {
  return {.urls = urls, .size_bytes = size, .digests = {base::sha256(content(size))}};
}

TEST_SUITE("transfer/download") {
  TEST_CASE("download: a file, its size and its digest") {
    Landing landing;
    const auto received = landing.fetch(known({url("ok?size=300000&token=S3CRET")}, 300'000));
    CHECK(base::read_file(landing.file()) == content(300'000));
    CHECK(received.size_bytes == 300'000);
    CHECK(received.sha256 == base::sha256(content(300'000)));
    CHECK(received.url == url("ok?size=300000&token=***"));
  }

  TEST_CASE("download: nothing known of the file, empty files, several digests") {
    Landing landing;
    const auto received = landing.fetch({.urls = {url("ok?size=0")}});
    CHECK(received.size_bytes == 0);
    CHECK(received.sha256 == base::sha256(""));
    CHECK(fs::file_size(landing.file()) == 0);
    base::Hasher md5("md5");
    const std::string bytes = content(1'000);
    md5.add(std::as_bytes(std::span(bytes)));
    const base::Digest right = md5.finish();
    Landing two;
    CHECK(two.fetch({.urls = {url("ok")}, .digests = {right, base::sha256(bytes)}}).size_bytes ==
          1'000);
    Landing half;
    half.failure({.urls = {url("ok?case=half")},
                  .digests = {base::sha256(bytes), {"md5", std::string(32, '0')}}},
                 ExitCode::kIntegrity, right.text());
  }

  TEST_CASE("download: bodies without a stated length") {
    for (const char* behaviour : {"no_length", "chunked", "slow", "encoded"}) {
      CAPTURE(behaviour);
      Landing landing;
      CHECK(landing.fetch(known({url(behaviour)})).size_bytes == 1'000);
    }
  }

  TEST_CASE("download: what was there before is neither replaced nor removed") {
    Landing landing;
    std::ofstream(landing.file()) << "mine";
    CHECK_THROWS_AS(static_cast<void>(landing.fetch(known({url("ok?case=there")}))),
                    base::FileError);
    CHECK(base::read_file(landing.file()) == "mine");
    CHECK(requests("case=there") == 0);
  }

  TEST_CASE("download: requests that make no sense fail before any connection") {
    Landing landing;
    landing.failure({}, ExitCode::kUsage, "no URL");
    landing.failure({.urls = {url("ok?case=unsafe"), "gopher://127.0.0.1/x"}},
                    ExitCode::kDefinition, "uses gopher");
    CHECK(requests("case=unsafe") == 0);
    landing.failure({.urls = {url("ok?case=digest")}, .digests = {{"crc32", "00"}}},
                    ExitCode::kUsage, "crc32");
    CHECK(requests("case=digest") == 0);
  }

  TEST_CASE("download: a wrong digest is fetched once again") {
    Landing landing;
    static_cast<void>(landing.fetch(known({url("wrong?fail=1&case=once")})));
    CHECK(base::read_file(landing.file()) == content(1'000));
    Landing wrong;
    const std::string sentence = wrong.failure(known({url("wrong?case=twice&key=S3CRET")}),
                                               ExitCode::kIntegrity, "got 1000 bytes, sha256:");
    CHECK(sentence.find(base::sha256(content(1'000)).text()) != std::string::npos);
    CHECK(sentence.find("S3CRET") == std::string::npos);
    CHECK(requests("case=twice") == 2);
    Landing typed;
    CHECK_THROWS_AS(static_cast<void>(typed.fetch(known({url("wrong?case=typed")}))),
                    base::ChecksumError);
  }

  TEST_CASE("download: another size than promised") {
    Landing larger;
    larger.failure({.urls = {url("larger?case=size")}, .size_bytes = 1'000}, ExitCode::kIntegrity,
                   "larger than the definition says");
    Landing smaller;
    smaller.failure({.urls = {url("ok?size=999&case=size")}, .size_bytes = 1'000},
                    ExitCode::kIntegrity, "got 999 bytes, expected 1000 bytes");
    CHECK(requests("case=size") == 4);
    Landing empty;
    empty.failure({.urls = {url("ok?size=0&case=none")}, .size_bytes = 1}, ExitCode::kIntegrity,
                  "got 0 bytes");
  }

  TEST_CASE("download: a body without end stops at the size or at the quota") {
    Landing landing;
    landing.failure({.urls = {url("endless")}, .size_bytes = 100'000}, ExitCode::kIntegrity,
                    "larger than the definition says");
    landing.failure({.urls = {url("endless")}, .limit_bytes = 100'000}, ExitCode::kQuota, "quota");
    CHECK(landing.fetch({.urls = {url("ok")}, .limit_bytes = 1'000}).size_bytes == 1'000);
  }

  TEST_CASE("download: an HTML page instead of the file") {
    Landing landing;
    const std::string words = "captive portal or login page?";
    landing.failure(known({url("html?case=page")}, 3'000'000), ExitCode::kIntegrity, words);
    CHECK(requests("case=page") == 2);
    landing.failure({.urls = {url("html")}, .size_bytes = 10}, ExitCode::kIntegrity, words);
    landing.failure({.urls = {url("html")}, .digests = {base::sha256("")}}, ExitCode::kIntegrity,
                    words);
    CHECK(landing.fetch({.urls = {url("html")}}).size_bytes >
          0);  // nothing is known that it breaks
  }

  TEST_CASE("download: redirects") {
    Landing landing;
    const auto received = landing.fetch(known({url("redirect?to=/ok")}));
    CHECK(received.url == url("redirect?to=/ok"));
    Landing loop;
    loop.failure(known({url("loop")}), ExitCode::kNetwork, "more than 10 redirects");
    CHECK(requests("\"/loop\"") == 1);
    CHECK(requests("/loop?again") == 10);
    for (const char* target : {"file:///etc/passwd", "gopher://127.0.0.1:1/", "ftp://127.0.0.1:1/x",
                               "dict://127.0.0.1:1/x", "http://user:S3CRET@127.0.0.1:1/x"}) {
      Landing refused;
      const std::string sentence = refused.failure(
          known({url(std::string("redirect?to=") + target)}), ExitCode::kRefused, "redirects");
      CHECK(sentence.find("root:") == std::string::npos);
    }
  }

  TEST_CASE("download: no secret and no encoding is sent that nobody asked for") {
    Landing landing;
    static_cast<void>(landing.fetch(known({url("ok?case=headers")})));
    const std::string log = FaultServer::instance().log();
    const std::size_t at = log.find("case=headers");
    REQUIRE(at != std::string::npos);
    const std::string entry = log.substr(at, log.find('\n', at) - at);
    CHECK(entry.find("accept-encoding") == std::string::npos);
    CHECK(entry.find("authorization") == std::string::npos);
    CHECK(entry.find("cookie") == std::string::npos);
    CHECK(entry.find("\"user-agent\": \"setlist\"") != std::string::npos);
  }

  TEST_CASE("download: a disk that is full is told at once, not tried again") {
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
    const rlimit small{50'000, limit.rlim_max};
    Landing landing;
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    bool file_error = false;
    int code = 0;
    try {
      static_cast<void>(landing.fetch(known({url("ok?size=300000&case=full")}, 300'000)));
    } catch (const base::FileError& error) {
      file_error = true;
      code = static_cast<int>(error.exit_code());
    }
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, before);
    CHECK(file_error);
    CHECK(code == static_cast<int>(ExitCode::kDiskFull));
    CHECK(landing.is_empty());
    CHECK(requests("case=full") == 1);
  }

  TEST_CASE("download: a folder that is not there costs no request") {
    Request request = known({url("ok?case=nowhere")});
    request.into = "/nonexistent/folder/file";
    CHECK_THROWS_AS(static_cast<void>(transfer::download(request)), base::FileError);
    CHECK(requests("case=nowhere") == 0);
  }

  TEST_CASE("download: many at once") {
    std::vector<std::thread> threads;
    std::vector<std::string> found(12);
    for (std::size_t i = 0; i < found.size(); ++i) {
      threads.emplace_back([&found, i] {
        const base::TemporaryFolder folder(fs::temp_directory_path(), "setlist-many");
        Request request{
            .urls = {url("status?code=500&fail=1&size=200000&case=" + std::to_string(i))},
            .into = folder.path() / "file"};
        static_cast<void>(transfer::download(request, hasty()));
        found[i] = base::read_file(request.into);
      });
    }
    for (auto& thread : threads) thread.join();
    for (const auto& bytes : found) CHECK(bytes == content(200'000));
  }
}

}  // namespace
}  // namespace setlist
