#include "engine/transfer/fault_server.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

#include <doctest/doctest.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;
using base::ExitCode;
using std::chrono::steady_clock;
using testing::content;
using testing::FaultServer;
using transfer::BatchOptions;
using transfer::Request;

/// Requests into one folder, looked at afterwards.
class Batch {
 public:
  Batch() : m_folder(fs::temp_directory_path(), "setlist-batch") {}

  void add(const std::string& behaviour) {
    m_requests.push_back(
        {.urls = {FaultServer::instance().url(behaviour)}, .into = file(m_requests.size())});
  }
  [[nodiscard]] fs::path file(std::size_t index) const {
    return m_folder.path() / std::to_string(index);
  }
  [[nodiscard]] std::vector<Request>& requests() { return m_requests; }
  [[nodiscard]] auto files() const {
    return std::distance(fs::directory_iterator(m_folder.path()), {});
  }

 private:
  base::TemporaryFolder m_folder;
  std::vector<Request> m_requests;
};

BatchOptions hasty() { return {.patience = testing::hasty()}; }

TEST_SUITE("transfer/download_all") {
  TEST_CASE("download_all: all files, in the order of the requests") {
    Batch batch;
    for (int i = 0; i < 20; ++i) {
      batch.add("ranges?size=" + std::to_string(i * 10'000) + "&cut=70000&batch=all");
    }
    std::map<std::size_t, std::uint64_t> last;
    const auto caller = std::this_thread::get_id();
    bool same_thread = true;
    const auto received = transfer::download_all(
        batch.requests(), hasty(), [&](std::size_t index, std::uint64_t done, std::uint64_t total) {
          same_thread = same_thread && std::this_thread::get_id() == caller;
          CHECK((total == 0 || done <= total));
          last[index] = done;
        });
    REQUIRE(received.size() == 20);
    CHECK(same_thread);
    for (std::size_t i = 0; i < 20; ++i) {
      CHECK(received[i].size_bytes == i * 10'000);
      CHECK(base::read_file(batch.file(i)) == content(i * 10'000));
      CHECK(last[i] == i * 10'000);
    }
    CHECK(transfer::download_all({}).empty());
  }

  TEST_CASE("download_all: no more connections to a host than allowed") {
    Batch batch;
    for (int i = 0; i < 12; ++i) batch.add("crowd?size=200000&batch=" + std::to_string(i));
    auto options = hasty();
    options.at_once = 12;
    static_cast<void>(transfer::download_all(batch.requests(), options));
    Batch most;
    most.add("most");
    static_cast<void>(transfer::download_all(most.requests()));
    CHECK(base::read_file(most.file(0)) == "4");
  }

  TEST_CASE("download_all: the first failure stops the rest and is what is thrown") {
    Batch batch;
    batch.add("ranges?size=100&batch=whole");
    batch.add("status?code=404&batch=failure");
    for (int i = 0; i < 30; ++i) batch.add("silent?batch=rest" + std::to_string(i));
    const auto start = steady_clock::now();
    try {
      static_cast<void>(transfer::download_all(batch.requests(), {.at_once = 4}));
      FAIL("downloaded");
    } catch (const base::TransferError& error) {
      CHECK(static_cast<int>(error.exit_code()) == static_cast<int>(ExitCode::kServer));
      CHECK(std::string(error.what()).find("404") != std::string::npos);
    }
    CHECK(steady_clock::now() - start < std::chrono::seconds(3));
    CHECK(batch.files() <= 1);  // at most the one that was whole by then
    CHECK(FaultServer::instance().requests("batch=rest") < 8);
  }

  TEST_CASE("download_all: the caller's callback stops them all") {
    struct Stop {};
    Batch batch;
    for (int i = 0; i < 6; ++i) batch.add("silent?batch=stop" + std::to_string(i));
    const auto start = steady_clock::now();
    const auto stop = [&](std::size_t, std::uint64_t, std::uint64_t) { throw Stop(); };
    CHECK_THROWS_AS(static_cast<void>(transfer::download_all(batch.requests(), {}, stop)), Stop);
    CHECK(steady_clock::now() - start < std::chrono::seconds(3));
    CHECK(batch.files() == 0);
  }

  TEST_CASE("download_all: a request that makes no sense costs no connection") {
    Batch batch;
    batch.add("ok?batch=sense");
    batch.requests().push_back({});
    CHECK_THROWS_AS(static_cast<void>(transfer::download_all(batch.requests())), base::UsageError);
    batch.requests().pop_back();
    CHECK_THROWS_AS(static_cast<void>(transfer::download_all(batch.requests(), {.at_once = 0})),
                    base::UsageError);
    CHECK(FaultServer::instance().requests("batch=sense") == 0);
  }

  TEST_CASE("download_all: the rate holds for all together") {
    Batch batch;
    for (int i = 0; i < 4; ++i) batch.add("ok?size=250000&batch=rate" + std::to_string(i));
    auto options = hasty();
    options.bytes_per_second = 1'000'000;
    const auto start = steady_clock::now();
    static_cast<void>(transfer::download_all(batch.requests(), options));
    const std::chrono::duration<double> time = steady_clock::now() - start;
    CHECK(time.count() > 0.7);
    CHECK(time.count() < 6);
  }
}

}  // namespace
}  // namespace setlist
