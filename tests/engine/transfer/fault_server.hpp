#pragma once

#include "engine/transfer/child_process.hpp"
#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/transfer/download.hpp"

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace setlist::testing {

/// tests/install_faults/fault_server.py, started once for all tests.
class FaultServer {
 public:
  static FaultServer& instance() {
    static FaultServer server;
    return server;
  }

  /// A URL of this behaviour, for instance "status?code=404&case=mine".
  [[nodiscard]] std::string url(const std::string& behaviour) const {
    return "http://127.0.0.1:" + m_port + "/" + behaviour;
  }

  /// All requests so far, one JSON object a line.
  [[nodiscard]] std::string log() const {
    const base::TemporaryFolder folder(std::filesystem::temp_directory_path(), "setlist-log");
    static_cast<void>(transfer::download({.urls = {url("__log")}, .into = folder.path() / "log"}));
    return base::read_file(folder.path() / "log");
  }

  /// What each request with this in its target had in a header; "" where it had none.
  [[nodiscard]] std::vector<std::string> sent(const std::string& target,
                                              const std::string& header) const {
    std::vector<std::string> values;
    std::istringstream lines(log());
    for (std::string line; std::getline(lines, line);) {
      const base::Json entry = base::parse_json(line);
      if (entry.find("target")->as<std::string>()->find(target) == std::string::npos) continue;
      const base::Json* value = entry.find("headers")->find(header);
      values.push_back(value == nullptr ? "" : *value->as<std::string>());
    }
    return values;
  }

  /// How many requests had this in their target.
  [[nodiscard]] int requests(const std::string& target) const {
    int count = 0;
    const std::string lines = log();
    for (std::size_t at = 0; (at = lines.find(target, at)) != std::string::npos; ++at) ++count;
    return count;
  }

 private:
  FaultServer() : m_process({"python3", SETLIST_TESTS_DIR "/install_faults/fault_server.py"}) {
    const std::string line = m_process.line();
    REQUIRE(line.starts_with("PORT "));
    m_port = line.substr(5);
  }

  /// A proxy that is set outside must not see these requests.
  struct NoProxy {
    NoProxy() { ::setenv("no_proxy", "127.0.0.1,localhost", 1); }
  };

  NoProxy m_no_proxy;
  ChildProcess m_process;
  std::string m_port;
};

/// The file that the server serves.
inline std::string content(std::size_t size) {
  constexpr std::size_t kBlock = 65'536;
  std::string block;
  for (std::size_t i = 0; i < kBlock; ++i) block += static_cast<char>((i * 7 + (i >> 8U)) & 0xFFU);
  std::string bytes;
  for (std::size_t b = 0; bytes.size() < size; ++b) {
    std::string number = std::to_string(b);
    number.insert(0, 8 - number.size(), '0');
    bytes += number + block.substr(8);
  }
  bytes.resize(size);
  return bytes;
}

/// Retries at once, and gives up soon.
inline transfer::Patience hasty() {
  return {.tries_without_progress = 3,
          .first_delay = std::chrono::milliseconds(1),
          .longest_delay = std::chrono::milliseconds(5),
          .silence = std::chrono::seconds(1)};
}

/// A folder to download into; what is left in it is looked at after each download.
class Landing {
 public:
  Landing() : m_folder(std::filesystem::temp_directory_path(), "setlist-download") {}

  [[nodiscard]] std::filesystem::path file() const { return m_folder.path() / "file"; }
  [[nodiscard]] bool is_empty() const { return std::filesystem::is_empty(m_folder.path()); }

  transfer::Received fetch(transfer::Request request, const transfer::Patience& patience = hasty(),
                           const transfer::DownloadProgress& progress = {}) {
    request.into = file();
    return transfer::download(request, patience, progress);
  }

  /// A download that must fail: with this exit code, these words, and nothing left behind.
  std::string failure(const transfer::Request& request, base::ExitCode code,
                      const std::string& words, const transfer::Patience& patience = hasty()) {
    std::string sentence;
    CAPTURE(words);
    try {
      static_cast<void>(fetch(request, patience));
      FAIL("downloaded");
    } catch (const base::Error& error) {
      sentence = error.what();
      CAPTURE(sentence);
      CHECK(static_cast<int>(error.exit_code()) == static_cast<int>(code));
      CHECK(sentence.find(words) != std::string::npos);
    }
    CHECK(is_empty());
    return sentence;
  }

 private:
  base::TemporaryFolder m_folder;
};

}  // namespace setlist::testing
