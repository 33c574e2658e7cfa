#include "engine/transfer/fault_server.hpp"

#include <chrono>
#include <optional>
#include <sstream>
#include <thread>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;
using testing::content;
using testing::Landing;

std::optional<std::string> program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(std::string(path == nullptr ? "" : path) + ":/usr/sbin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string file = folder + "/" + name;
    if (::access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

/// A port that was free a moment ago.
int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const raw = reinterpret_cast<sockaddr*>(&address);
  const bool bound = ::bind(socket, raw, size) == 0 && ::getsockname(socket, raw, &size) == 0;
  ::close(socket);
  REQUIRE(bound);
  return ntohs(address.sin_port);
}

/// nginx over one folder, in the foreground and in one process.
class Nginx {
 public:
  Nginx(const std::string& executable, const fs::path& folder) : m_port(free_port()) {
    const std::string at = folder.string();
    std::string temporary;
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      temporary += std::string(kind) + "_temp_path " + at + "/" + kind + "; ";
    }
    base::make_folders(folder / "www");
    base::write_file_atomically(
        folder / "conf", "daemon off; master_process off; pid " + at + "/pid; error_log " + at +
                             "/errors; events {} http { access_log off; " + temporary +
                             "server { listen 127.0.0.1:" + std::to_string(m_port) + "; root " +
                             at + "/www; location /old { return 301 /file; } } }");
    m_process.emplace(
        std::vector<std::string>{executable, "-p", at, "-e", at + "/errors", "-c", at + "/conf"});
  }

  [[nodiscard]] std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(m_port) + path;
  }

 private:
  int m_port;
  std::optional<testing::ChildProcess> m_process;
};

TEST_SUITE("transfer/download") {
  TEST_CASE("download: from nginx") {
    const auto executable = program("nginx");
    if (!executable) {
      MESSAGE("skipped: nginx is not installed");
      return;
    }
    static_cast<void>(testing::FaultServer::instance());  // sets no_proxy
    const base::TemporaryFolder folder(fs::temp_directory_path(), "setlist-nginx");
    const std::string bytes = content(2'000'000);
    const Nginx nginx(*executable, folder.path());
    base::write_file_atomically(folder.path() / "www" / "file", bytes);
    // Until it listens, connections are refused, which is worth a retry.
    const transfer::Patience patience{.tries_without_progress = 100,
                                      .first_delay = std::chrono::milliseconds(20),
                                      .longest_delay = std::chrono::milliseconds(50)};
    for (const char* path : {"/file", "/old"}) {
      CAPTURE(path);
      Landing landing;
      const auto received = landing.fetch(
          {.urls = {nginx.url(path)}, .size_bytes = bytes.size(), .digests = {base::sha256(bytes)}},
          patience);
      CHECK(received.url == nginx.url(path));
      CHECK(base::read_file(landing.file()) == bytes);
    }
    Landing landing;
    landing.failure({.urls = {nginx.url("/missing")}}, base::ExitCode::kServer, "404");
  }
}

}  // namespace
}  // namespace setlist
