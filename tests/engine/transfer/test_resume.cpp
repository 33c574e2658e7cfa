#include "engine/transfer/fault_server.hpp"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;
using base::ExitCode;
using testing::content;
using testing::FaultServer;
using testing::hasty;
using testing::Landing;
using transfer::Request;

constexpr std::size_t kSize = 1'000'000;
constexpr std::size_t kOverlap = 65'536;

std::string url(const std::string& behaviour) { return FaultServer::instance().url(behaviour); }

std::vector<std::string> sent(const std::string& target, const std::string& header) {
  return FaultServer::instance().sent(target, header);
}

std::string file_url(const std::string& words) {
  return url("ranges?size=" + std::to_string(kSize) + "&" + words);
}

/// Nothing is known of the file but its URL.
Request plain(const std::string& words) { return {.urls = {file_url(words)}}; }

Request known(const std::string& words) {
  return {
      .urls = {file_url(words)}, .size_bytes = kSize, .digests = {base::sha256(content(kSize))}};
}

std::string range_from(std::size_t have) {
  return "bytes=" + std::to_string(have - kOverlap) + "-";
}

void check_file(Landing& landing, const Request& request) {
  CHECK(landing.fetch(request).size_bytes == kSize);
  CHECK(base::read_file(landing.file()) == content(kSize));
}

TEST_SUITE("transfer/resume") {
  TEST_CASE("resume: a broken download goes on, with the bytes before asked again") {
    Landing landing;
    check_file(landing, plain("cut=500000,200000&resume=on"));
    CHECK(sent("resume=on", "range") ==
          std::vector<std::string>{"", range_from(500'000),
                                   range_from(500'000 - kOverlap + 200'000)});
    CHECK(sent("resume=on", "if-range") == std::vector<std::string>{"", "\"v1\"", "\"v1\""});
  }

  TEST_CASE("resume: cut anywhere") {
    std::mt19937 random(11);
    for (int round = 0; round < 25; ++round) {
      std::string cuts = std::to_string(random() % kSize);
      for (int more = static_cast<int>(random() % 3); more > 0; --more) {
        cuts += "," + std::to_string(random() % 300'000);
      }
      CAPTURE(cuts);
      Landing landing;
      auto patience = hasty();
      patience.tries_without_progress = 5;
      const auto request = plain("cut=" + cuts + "&resume=any" + std::to_string(round));
      CHECK(landing.fetch(request, patience).sha256 == base::sha256(content(kSize)));
    }
  }

  TEST_CASE("resume: a server that always breaks off, but further on, needs no patience") {
    std::string cuts = "150000";
    for (int i = 0; i < 9; ++i) cuts += ",140000";
    Landing landing;
    check_file(landing, plain("cut=" + cuts + "&resume=further"));
    CHECK(sent("resume=further", "range").size() > 9);
    Landing stuck;  // the overlap and no more
    stuck.failure(plain("cut=150000,65536,65536,65536,65536&resume=stuck"), ExitCode::kNetwork,
                  "after 4 tries");
  }

  TEST_CASE("resume: another file under the same name") {
    const std::string changed = [] {
      std::string bytes = content(kSize);
      for (char& byte : bytes) byte = static_cast<char>(byte ^ 1);
      return bytes;
    }();
    const auto expect = [&](const std::string& words, const std::string& bytes) {
      CAPTURE(words);
      Landing landing;
      const auto received = landing.fetch(plain(words));
      CHECK(received.sha256 == base::sha256(bytes));
    };
    expect("cut=500000&change=2&resume=told", changed);  // 200 by If-Range
    CHECK(sent("resume=told", "range").size() == 2);
    expect("cut=500000&change=2&careless&resume=tag", changed);  // the ETag of the 206
    expect("cut=500000&change=2&shrink=1&careless&resume=size", changed.substr(0, kSize - 1));
    expect("cut=500000&change=2&shrink=600000&careless&resume=less",
           changed.substr(0, kSize - 600'000));
    // Nothing tells but the bytes themselves.
    auto request = known("cut=500000&change=2&etag=none&resume=bytes");
    request.digests = {base::sha256(changed)};
    Landing landing;
    CHECK(landing.fetch(request).sha256 == base::sha256(changed));
    CHECK(sent("resume=bytes", "range") == std::vector<std::string>{"", range_from(500'000), ""});
  }

  TEST_CASE("resume: without a digest only what the server can vouch for") {
    Landing weak;
    check_file(weak, plain("cut=500000&etag=weak&resume=weak"));
    CHECK(sent("resume=weak", "range") == std::vector<std::string>{"", ""});
    Landing none;
    check_file(none, plain("cut=500000&etag=none&resume=none"));
    CHECK(sent("resume=none", "range") == std::vector<std::string>{"", ""});
    Landing dated;
    check_file(dated, plain("cut=500000&etag=none&modified&resume=dated"));
    CHECK(sent("resume=dated", "if-range") ==
          std::vector<std::string>{"", "Sun, 09 Sep 2001 00:46:40 GMT"});
    Landing digest;
    check_file(digest, known("cut=500000&etag=weak&resume=digest"));
    CHECK(sent("resume=digest", "range") == std::vector<std::string>{"", range_from(500'000)});
    CHECK(sent("resume=digest", "if-range") == std::vector<std::string>{"", ""});
  }

  TEST_CASE("resume: an answer that lies about its range is never used") {
    for (const char* lie : {"start", "total", "none", "two", "star", "unit", "sign", "beyond"}) {
      CAPTURE(std::string(lie));
      const std::string words = std::string("cut=500000&lie=") + lie + "&";
      Landing landing;
      check_file(landing, plain(words));
      CHECK(sent(words, "range") == std::vector<std::string>{"", range_from(500'000), ""});
    }
    // Once found out, its ranges are not asked for again.
    Landing landing;
    check_file(landing, plain("cut=500000,9,400000&lie=start&resume=twice"));
    CHECK(sent("resume=twice", "range") ==
          std::vector<std::string>{"", range_from(500'000), "", ""});
  }

  TEST_CASE("resume: servers without ranges, and of old") {
    for (const char* words : {"deaf&cut=500000,300000", "old&deaf"}) {
      Landing landing;
      check_file(landing, plain(words));
    }
    Landing old;  // a cut without a length is seen by the size alone
    auto request = known("old&cut=500000&resume=old");
    check_file(old, request);
    CHECK(sent("resume=old", "range") == std::vector<std::string>{"", range_from(500'000)});
  }

  TEST_CASE("resume: the server says that there is no such range") {
    Landing shorter;
    check_file(shorter, plain("cut=500000&unsatisfied=7&resume=shorter"));
    CHECK(sent("resume=shorter", "range") == std::vector<std::string>{"", range_from(500'000), ""});
    Landing whole;  // all is there: the digest, or nothing at all, decides
    const auto request = plain("old&cut=500000&unsatisfied=500000&resume=whole");
    CHECK(whole.fetch(request).size_bytes == 500'000);
  }

  TEST_CASE("resume: an encoding that nobody asked for") {
    Landing refused;
    refused.failure(plain("encoding=gzip&resume=coded"), ExitCode::kServer, "nobody asked for");
    Landing digest;
    check_file(digest, known("encoding=gzip&cut=500000&resume=coded"));
    Landing identity;
    check_file(identity, plain("encoding=identity"));
  }

  TEST_CASE("resume: a mirror goes on with what another one began") {
    Landing landing;
    auto request = known("cut=500000,0,0,0&resume=first");
    request.urls.push_back(file_url("resume=second"));
    CHECK(landing.fetch(request).url == request.urls[1]);
    CHECK(sent("resume=second", "range") == std::vector<std::string>{range_from(500'000)});
    CHECK(sent("resume=second", "if-range") == std::vector<std::string>{""});
    // Two mirrors need not have the same file: without a digest the second begins anew.
    Landing unknown;
    auto other = plain("cut=500000,0,0,0&resume=third");
    other.urls.push_back(file_url("resume=fourth"));
    check_file(unknown, other);
    CHECK(sent("resume=fourth", "range") == std::vector<std::string>{""});
  }

  TEST_CASE("resume: the login page of some network costs nothing of what is there") {
    Landing landing;
    check_file(landing, known("cut=900000&portal=3&resume=portal"));
    CHECK(sent("resume=portal", "range") == std::vector<std::string>{"", range_from(900'000),
                                                                     range_from(900'000),
                                                                     range_from(900'000)});
  }

  TEST_CASE("resume: bytes that were wrong are fetched from the start once") {
    Landing landing;
    auto request = known("cut=500000&etag=none&change=2&careless&resume=mixed");
    request.digests = {base::sha256(content(10))};
    landing.failure(request, ExitCode::kIntegrity, "got 1000000 bytes");
    const auto ranges = sent("resume=mixed", "range");
    CHECK(std::count(ranges.begin(), ranges.end(), "") == 3);
  }
}

}  // namespace
}  // namespace setlist
