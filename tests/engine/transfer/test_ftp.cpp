#include "engine/transfer/fault_server.hpp"

#include <doctest/doctest.h>

namespace setlist {
namespace {

using base::ExitCode;
using testing::content;
using testing::Landing;
using transfer::Request;

/// tests/install_faults/ftp_server.py, started once for all tests.
class FtpServer {
 public:
  static FtpServer& instance() {
    static FtpServer server;
    return server;
  }

  [[nodiscard]] std::string url(const std::string& name) const {
    return "ftp://127.0.0.1:" + m_port + "/" + name;
  }

  /// Every command so far.
  [[nodiscard]] std::string log() const {
    Landing landing;
    static_cast<void>(landing.fetch({.urls = {url("log")}}));
    return base::read_file(landing.file());
  }

 private:
  FtpServer() : m_process({"python3", SETLIST_TESTS_DIR "/install_faults/ftp_server.py"}) {
    m_port = m_process.line().substr(5);
  }

  testing::ChildProcess m_process;
  std::string m_port;
};

std::string url(const std::string& name) { return FtpServer::instance().url(name); }

/// What the server was told after this text.
bool was_told(const std::string& command) {
  return FtpServer::instance().log().find(command) != std::string::npos;
}

void check_file(const std::string& name, std::size_t size, Request request = {}) {
  CAPTURE(name);
  Landing landing;
  request.urls = {url(name)};
  const auto received = landing.fetch(request);
  CHECK(received.size_bytes == size);
  CHECK(base::read_file(landing.file()) == content(size));
}

TEST_SUITE("transfer/ftp") {
  TEST_CASE("ftp: files, in folders, empty, without a size") {
    check_file("size-300000", 300'000);
    check_file("some/folder/size-300000.b", 300'000);
    check_file("size-0", 0);
    check_file("size-1000.nosize.notime", 1'000);
    check_file("size-1000.busy", 1'000);
    CHECK(was_told("EPSV"));
    CHECK(!was_told("PORT"));
    CHECK(!was_told("TYPE A"));
  }

  TEST_CASE("ftp: a broken download goes on where the time of the file vouches for it") {
    check_file("size-300000.cut-200000", 300'000);
    CHECK(was_told("REST 134464"));
    check_file("size-300001.cut-200000.notime", 300'001);
    check_file("size-300002.cut-200001.notime", 300'002,
               {.digests = {base::sha256(content(300'002))}});
    CHECK(was_told("REST 134465"));
  }

  TEST_CASE("ftp: servers that start again although they were told not to, or have another file") {
    check_file("size-300003.cut-200003.norest", 300'003);
    CHECK(was_told("REST 134467"));
    std::string changed = content(300'004);
    for (char& byte : changed) byte = static_cast<char>(byte ^ 1);
    Landing landing;
    const auto received = landing.fetch({.urls = {url("size-300004.cut-200004.changes")}});
    CHECK(received.sha256 == base::sha256(changed));
  }

  TEST_CASE("ftp: what is not there, and what is too large") {
    Landing landing;
    landing.failure({.urls = {url("missing")}}, ExitCode::kServer, "550");
    landing.failure({.urls = {url("size-5000")}, .size_bytes = 10}, ExitCode::kIntegrity, "larger");
    landing.failure({.urls = {url("size-5000")}, .limit_bytes = 10}, ExitCode::kQuota, "quota");
    landing.failure({.urls = {url("size-10.short")}, .size_bytes = 11}, ExitCode::kIntegrity,
                    "got 10 bytes");
    landing.failure({.urls = {"ftp://127.0.0.1:1/x"}}, ExitCode::kNetwork, "after 3 tries");
    const auto http = testing::FaultServer::instance().url("redirect?to=" + url("size-5"));
    landing.failure({.urls = {http}}, ExitCode::kRefused, "it is not http");
  }
}

}  // namespace
}  // namespace setlist
