#include "engine/transfer/fault_server.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <optional>
#include <thread>

#include <doctest/doctest.h>
#include <sys/resource.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;
using base::ExitCode;
using testing::ChildProcess;
using testing::content;
using testing::FaultServer;
using testing::hasty;
using transfer::Request;

constexpr std::size_t kSize = 1'000'000;
constexpr std::size_t kOverlap = 65'536;

std::vector<std::string> ranges_of(const std::string& target) {
  return FaultServer::instance().sent(target, "range");
}

std::string range_from(std::size_t have) {
  return "bytes=" + std::to_string(have - kOverlap) + "-";
}

/// A folder with a part and what is made of it.
class Bench {
 public:
  Bench() : m_folder(fs::temp_directory_path(), "setlist-part") {
    base::make_folders(m_folder.path() / "parts");
  }

  [[nodiscard]] Request request(const std::string& words, std::size_t size = kSize) const {
    const auto url = FaultServer::instance().url("ranges?size=" + std::to_string(size) + words);
    return {.urls = {url}, .into = file(), .keep_part = part()};
  }
  [[nodiscard]] fs::path file() const { return m_folder.path() / "file"; }
  [[nodiscard]] fs::path part() const { return m_folder.path() / "parts" / "a.part"; }
  [[nodiscard]] fs::path journal() const { return part() / "journal.json"; }
  [[nodiscard]] std::size_t parts() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(part().parent_path()), {}));
  }
  /// The folder of a process that runs, or ran.
  [[nodiscard]] std::optional<fs::path> claimed() const {
    for (const auto& entry : fs::directory_iterator(part().parent_path())) {
      if (entry.path() != part()) return entry.path();
    }
    return std::nullopt;
  }

  /// Fails, so that a part of this size is kept.
  void break_off(const std::string& words, std::size_t at = 500'000) const {
    const auto all = words + "&cut=" + std::to_string(at) + ",0,0,0";
    CHECK_THROWS_AS(static_cast<void>(transfer::download(request(all), hasty())),
                    base::TransferError);
    REQUIRE(fs::file_size(part() / "bytes") == at);
    CHECK(!fs::exists(file()));
  }

 private:
  base::TemporaryFolder m_folder;
};

/// This program again, for the one test case below.
ChildProcess downloading(const Request& request) {
  ::setenv("SETLIST_TEST_URL", request.urls.front().c_str(), 1);
  ::setenv("SETLIST_TEST_INTO", request.into.c_str(), 1);
  ::setenv("SETLIST_TEST_PART", request.keep_part.c_str(), 1);
  return ChildProcess({fs::read_symlink("/proc/self/exe").string(), "--no-skip",
                       "--test-case=a download in a process of its own"});
}

TEST_SUITE("transfer/part") {
  TEST_CASE("a download in a process of its own" * doctest::skip()) {
    const char* url = std::getenv("SETLIST_TEST_URL");
    if (url == nullptr) return;
    static_cast<void>(transfer::download({.urls = {url},
                                          .into = std::getenv("SETLIST_TEST_INTO"),
                                          .keep_part = std::getenv("SETLIST_TEST_PART")}));
  }

  TEST_CASE("part: what came is kept for the next call, and gone when the file is whole") {
    const Bench bench;
    const std::string words = "&token=S3CRET&keep=next";
    bench.break_off(words);
    CHECK(base::read_file(bench.journal()).find("S3CRET") == std::string::npos);
    const auto received = transfer::download(bench.request(words + "&again"), hasty());
    CHECK(received.sha256 == base::sha256(content(kSize)));
    CHECK(base::read_file(bench.file()) == content(kSize));
    CHECK(bench.parts() == 0);
    CHECK(ranges_of("keep=next&again") == std::vector<std::string>{""});  // of another URL
  }

  TEST_CASE("part: the next call goes on, by the ETag that the journal holds") {
    const Bench bench;
    bench.break_off("&keep=etag");
    const auto all = "&keep=etag&cut=500000,0,0,0";  // the server has run out of cuts
    CHECK(transfer::download(bench.request(all), hasty()).size_bytes == kSize);
    CHECK(base::read_file(bench.file()) == content(kSize));
    CHECK(ranges_of("keep=etag").back() == range_from(500'000));
    CHECK(FaultServer::instance().sent("keep=etag", "if-range").back() == "\"v1\"");
  }

  TEST_CASE("part: damaged journals and bytes are no base to go on from") {
    const std::string on = range_from(500'000);
    const auto spoil = [](const std::string& name, const auto& change) {
      CAPTURE(name);
      const Bench bench;
      bench.break_off("&keep=" + name);
      const auto before = static_cast<std::ptrdiff_t>(ranges_of("keep=" + name).size());
      change(bench);
      Request request = bench.request("&keep=" + name + "&cut=500000,0,0,0");
      request.digests = {base::sha256(content(kSize))};
      CHECK(transfer::download(request, hasty()).size_bytes == kSize);
      CHECK(base::read_file(bench.file()) == content(kSize));
      CHECK(bench.parts() == 0);
      const auto all = ranges_of("keep=" + name);
      return std::vector(all.begin() + before, all.end());
    };
    const auto text = [](const std::string& journal) {
      return
          [journal](const Bench& bench) { base::write_file_atomically(bench.journal(), journal); };
    };
    const std::vector<std::string> anew = {""};
    CHECK(spoil("garbage", text("{")) == anew);
    CHECK(spoil("empty", text("")) == anew);
    CHECK(spoil("beyond", text(R"({"format":1,"url":"u","durable_bytes":500001})")) == anew);
    CHECK(spoil("gone", [](const Bench& bench) { fs::remove(bench.journal()); }) == anew);
    CHECK(spoil("short", [](const Bench& bench) {
            fs::resize_file(bench.part() / "bytes", 499'999);
          }) == anew);
    CHECK(spoil("folder", [](const Bench& bench) {
            fs::remove(bench.part() / "bytes");
            fs::create_directory(bench.part() / "bytes");
          }) == anew);
    // More than the journal knows of may be anything, and more than the file.
    CHECK(spoil("longer", [](const Bench& bench) {
            fs::resize_file(bench.part() / "bytes", kSize + 1'000);
          }) == std::vector<std::string>{on});
    const auto flip = [](std::streamoff at) {
      return [at](const Bench& bench) {
        std::fstream file(bench.part() / "bytes", std::ios::in | std::ios::out);
        file.seekp(at).put('x');
      };
    };
    // Before the overlap a changed byte is seen by the digest alone.
    CHECK(spoil("flipped", flip(1)) == std::vector<std::string>{on, ""});
    CHECK(spoil("end", flip(499'999)) == std::vector<std::string>{on, ""});
  }

  TEST_CASE("part: a full disk keeps what is there") {
    const Bench bench;
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
    const rlimit small{400'000, limit.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    CHECK_THROWS_AS(static_cast<void>(transfer::download(bench.request("&keep=full"), hasty())),
                    base::FileError);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, before);
    CHECK(transfer::download(bench.request("&keep=full"), hasty()).size_bytes == kSize);
    CHECK(ranges_of("keep=full").back() == range_from(400'000));
  }

  TEST_CASE("part: the quota counts what still has to come") {
    const Bench bench;
    bench.break_off("&keep=quota");
    Request request = bench.request("&keep=quota&cut=500000,0,0,0");
    request.limit_bytes = 499'999;
    CHECK_THROWS_AS(static_cast<void>(transfer::download(request, hasty())), base::TransferError);
    request.limit_bytes = 500'000;
    CHECK(transfer::download(request, hasty()).size_bytes == kSize);
  }

  TEST_CASE("part: `into` that is there, or cannot be, costs neither a request nor the part") {
    const Bench bench;
    bench.break_off("&keep=into");
    std::ofstream(bench.file()) << "mine";
    const auto count = ranges_of("keep=into").size();
    Request request = bench.request("&keep=into");
    CHECK_THROWS_AS(static_cast<void>(transfer::download(request)), base::FileError);
    request.into = "/nonexistent/folder/file";
    CHECK_THROWS_AS(static_cast<void>(transfer::download(request)), base::FileError);
    CHECK(ranges_of("keep=into").size() == count);
    CHECK(base::read_file(bench.file()) == "mine");
    CHECK(fs::exists(bench.journal()));
  }

  TEST_CASE("part: killed in the middle, the next process asks for no more than 64 MiB again") {
    constexpr std::size_t kLarge = 200'000'000;
    constexpr std::size_t kHold = 150'000'000;
    const Bench bench;
    const auto request = bench.request("&keep=kill&hold=" + std::to_string(kHold), kLarge);
    ChildProcess child = downloading(request);
    std::size_t there = 0;
    for (int i = 0; i < 6'000 && there < kHold; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      std::error_code failure;
      if (const auto folder = bench.claimed()) there = fs::file_size(*folder / "bytes", failure);
      if (failure) there = 0;
    }
    REQUIRE(there == kHold);
    child.end(SIGKILL);
    CHECK(!fs::exists(bench.file()));
    const auto received = transfer::download(request, hasty());
    CHECK(received.sha256 == base::sha256(content(kLarge)));
    CHECK(bench.parts() == 0);
    const auto ranges = ranges_of("keep=kill");
    REQUIRE(ranges.size() == 2);
    REQUIRE(ranges[1].starts_with("bytes="));
    const std::size_t from = std::stoull(ranges[1].substr(6));
    CHECK(from < kHold);
    CHECK(kHold - from <= (64U << 20U) + kOverlap);
  }

  TEST_CASE("part: of two processes one goes on, the other begins anew, both are right") {
    const Bench bench;
    bench.break_off("&keep=both");
    const Request one = bench.request("&keep=both&cut=500000,0,0,0");
    const auto before = ranges_of("keep=both").size();
    Request two = one;
    two.into += "2";
    {
      ChildProcess first = downloading(one);
      ChildProcess second = downloading(two);
      CHECK(first.wait() == 0);
      CHECK(second.wait() == 0);
    }
    CHECK(base::read_file(one.into) == content(kSize));
    CHECK(base::read_file(two.into) == content(kSize));
    auto ranges = ranges_of("keep=both");
    ranges.erase(ranges.begin(), ranges.begin() + static_cast<std::ptrdiff_t>(before));
    std::sort(ranges.begin(), ranges.end());
    CHECK(ranges == std::vector<std::string>{"", range_from(500'000)});
    CHECK(bench.parts() == 0);
  }
}

}  // namespace
}  // namespace setlist
