#include "engine/transfer/fault_server.hpp"

#include <algorithm>
#include <chrono>

#include <doctest/doctest.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;
using base::ExitCode;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
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
  TEST_CASE("download: transient failures are tried again") {
    const std::vector<std::string> behaviours = {
        "short?fail=2&case=again",
        "reset?fail=2&at=400&case=again",
        "status?code=500&fail=2&case=again",
        "status?code=429&fail=1&case=again",
        "status?code=503&retry_after=0&fail=2&case=again",
        "status?code=503&retry_after=nonsense&fail=2&case=again",
        "no_length?at=100&fail=2&case=again",
        "stalled?fail=1&case=again"};
    for (const auto& behaviour : behaviours) {
      CAPTURE(behaviour);
      Landing landing;
      CHECK(landing.fetch(known({url(behaviour)})).size_bytes == 1'000);
      CHECK(base::read_file(landing.file()) == content(1'000));
    }
  }

  TEST_CASE("download: a failure that does not end is given up after so many tries") {
    const std::vector<std::string> behaviours = {"short?case=ever", "reset?case=ever",
                                                 "status?code=503&case=ever",
                                                 "chunked?at=10&case=ever"};
    for (const auto& behaviour : behaviours) {
      Landing landing;
      landing.failure(known({url(behaviour)}), ExitCode::kNetwork, "after 3 tries");
      CHECK(requests(behaviour) == 3);
    }
    Landing cut;
    cut.failure(known({url("no_length?at=100&case=ever")}), ExitCode::kIntegrity, "got 100 bytes");
    CHECK(requests("no_length?at=100&case=ever") == 3);
    Landing refused;
    refused.failure(known({"http://127.0.0.1:1/x"}), ExitCode::kNetwork, "after 3 tries");
  }

  TEST_CASE("download: getting no further than before is no progress, however much it is") {
    Landing landing;
    landing.failure(known({url("short?size=3000000&at=2500000&case=far")}, 3'000'000),
                    ExitCode::kNetwork, "tries");
    CHECK(requests("case=far") == 4);  // the first try got somewhere, three more did not
  }

  TEST_CASE("download: the server's Retry-After is the least to wait") {
    Landing landing;
    const auto start = steady_clock::now();
    static_cast<void>(
        landing.fetch(known({url("status?code=503&retry_after=1&fail=1&case=wait")})));
    CHECK(steady_clock::now() - start >= std::chrono::seconds(1));
    Landing dated;
    const auto again = steady_clock::now();
    static_cast<void>(
        dated.fetch(known({url("status?code=429&fail=1&date=Sun,%2009%20Sep%202001%2001:46:59%20GMT"
                               "&retry_after=Sun,%2009%20Sep%202001%2001:47:00%20GMT")})));
    CHECK(steady_clock::now() - again >= std::chrono::seconds(1));
    CHECK(steady_clock::now() - again < std::chrono::seconds(5));
  }

  TEST_CASE("download: a server that asks to wait for long is left alone") {
    Landing landing;
    landing.failure(known({url("status?code=503&retry_after=259200&case=long")}),
                    ExitCode::kNetwork, "the server asks to wait 3 d; run again later");
    CHECK(requests("case=long") == 1);
  }

  TEST_CASE("download: final answers are not asked for again") {
    const std::vector<std::pair<int, ExitCode>> answers = {
        {404, ExitCode::kServer},      {410, ExitCode::kServer},      {451, ExitCode::kServer},
        {401, ExitCode::kCredentials}, {403, ExitCode::kCredentials}, {407, ExitCode::kNetwork},
        {400, ExitCode::kServer},      {501, ExitCode::kServer},      {304, ExitCode::kServer}};
    for (const auto& [status, code] : answers) {
      const std::string behaviour = "status?case=final&code=" + std::to_string(status);
      Landing landing;
      landing.failure(known({url(behaviour)}), code, std::to_string(status));
      CHECK(requests(behaviour) == 1);
    }
    Landing partial;
    partial.failure(known({url("partial")}), ExitCode::kServer, "206");
    Landing headers;
    headers.failure(known({url("endless_headers")}), ExitCode::kServer, "endless headers");
    Landing garbage;
    garbage.failure(known({url("garbage")}), ExitCode::kNetwork, "HTTP/0.9");
  }

  TEST_CASE("download: the next URL after a final answer, in order of preference") {
    Landing landing;
    const auto received =
        landing.fetch(known({url("status?code=404&case=next"), "http://127.0.0.1:1/x",
                             url("status?code=503&case=next"), url("wrong?case=next"),
                             "file:///nonexistent/x", url("ok?case=next"), url("ok?case=unused")}));
    CHECK(received.url == url("ok?case=next"));
    CHECK(base::read_file(landing.file()) == content(1'000));
    CHECK(requests("case=unused") == 0);
  }

  TEST_CASE("download: a URL that is away is left soon when there is another") {
    const std::string away = "status?code=503&case=away";
    Landing landing;
    auto patience = hasty();
    patience.tries_without_progress = 8;
    CHECK(landing.fetch(known({url(away), url("ok")}), patience).url == url("ok"));
    CHECK(requests(away) == 2);
  }

  TEST_CASE("download: all URLs fail: each is named, wrong bytes decide") {
    Landing landing;
    const std::string sentence =
        landing.failure(known({url("wrong?case=all"), url("status?code=404&token=S3CRET")}),
                        ExitCode::kIntegrity, "before that");
    CHECK(sentence.find("404") != std::string::npos);
    CHECK(sentence.find("S3CRET") == std::string::npos);
    landing.failure(known({url("status?code=404&case=all"), url("status?code=403&case=all")}),
                    ExitCode::kCredentials, "404");
  }

  TEST_CASE("download: a silent server is given up, and the callback is called meanwhile") {
    Landing landing;
    const auto start = steady_clock::now();
    auto last = start;
    steady_clock::duration longest{};
    const auto watch = [&](std::uint64_t, std::uint64_t) {
      longest = std::max(longest, steady_clock::now() - last);
      last = steady_clock::now();
    };
    transfer::Patience patience = hasty();
    patience.tries_without_progress = 1;
    CHECK_THROWS_AS(static_cast<void>(landing.fetch(known({url("silent")}), patience, watch)),
                    base::TransferError);
    CHECK(steady_clock::now() - start < std::chrono::seconds(20));  // the server sleeps 60
    CHECK(longest <= milliseconds(400));  // promised 200, on a machine that does nothing else
    CHECK(landing.is_empty());
  }

  TEST_CASE("download: the callback stops a silent server, a stalled body, a wait, a local file") {
    struct Stop {};
    const base::TemporaryFolder folder(fs::temp_directory_path(), "setlist-source");
    base::write_file_atomically(folder.path() / "file", content(1'000));
    transfer::Patience patience;
    patience.first_delay = std::chrono::seconds(30);
    for (const std::string& from : {url("silent"), url("stalled"), url("status?code=500&case=stop"),
                                    "file://" + (folder.path() / "file").string()}) {
      CAPTURE(from);
      Landing landing;
      const auto start = steady_clock::now();
      const auto stop = [&](std::uint64_t, std::uint64_t) {
        if (from.starts_with("file") || steady_clock::now() - start > milliseconds(300))
          throw Stop();
      };
      CHECK_THROWS_AS(static_cast<void>(landing.fetch(known({from}), patience, stop)), Stop);
      CHECK(steady_clock::now() - start < std::chrono::seconds(3));
      CHECK(landing.is_empty());
    }
  }

  TEST_CASE("download: progress never goes back within a try and ends with the whole") {
    Landing landing;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> calls;
    static_cast<void>(landing.fetch(
        {.urls = {url("slow?size=10000")}}, hasty(),
        [&](std::uint64_t done, std::uint64_t total) { calls.emplace_back(done, total); }));
    REQUIRE(calls.size() >= 3);
    CHECK(std::is_sorted(calls.begin(), calls.end()));
    CHECK(calls.back() == std::pair<std::uint64_t, std::uint64_t>(10'000, 10'000));
  }
}

}  // namespace
}  // namespace setlist
