#include "engine/transfer/fault_server.hpp"
#include "setlist/transfer/remote_range.hpp"

#include <doctest/doctest.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;
using base::ExitCode;
using testing::content;
using testing::FaultServer;
using transfer::fetch_range;
using transfer::RangeAnswer;
using transfer::size_of;

constexpr std::size_t kSize = 300'000;

std::string url(const std::string& words) {
  return FaultServer::instance().url("ranges?size=" + std::to_string(kSize) + "&" + words);
}

transfer::RangeOptions hasty(const std::string& version = "") {
  return {.patience = testing::hasty(), .version = version};
}

std::string part(std::size_t offset, std::size_t length) {
  return content(kSize).substr(offset, length);
}

ExitCode code_of(const std::vector<std::string>& urls, std::uint64_t offset, std::uint64_t length,
                 const std::string& version = "") {
  try {
    static_cast<void>(fetch_range(urls, offset, length, hasty(version)));
  } catch (const base::Error& error) {
    return error.exit_code();
  }
  return ExitCode::kDone;
}

TEST_SUITE("transfer/remote_range") {
  TEST_CASE("fetch_range: bytes from anywhere, fewer at the end, none beyond it") {
    for (const auto& [offset, length, found] :
         std::vector<std::array<std::size_t, 3>>{{0, 1, 1},
                                                 {0, kSize, kSize},
                                                 {70'000, 1'000, 1'000},
                                                 {kSize - 10, 1'000'000'000'000, 10},
                                                 {kSize, 10, 0},
                                                 {kSize * 1'000, 1, 0}}) {
      CAPTURE(offset);
      const auto answer = fetch_range({url("part=any")}, offset, length, hasty());
      CHECK(answer.kind == RangeAnswer::Kind::kBytes);
      CHECK(answer.bytes == (found == 0 ? "" : part(offset, found)));
      CHECK(answer.size_bytes == kSize);
      CHECK(answer.version == "\"v1\"");
      CHECK(answer.url == url("part=any"));
    }
    const auto sent = FaultServer::instance().sent("part=any", "range");
    CHECK(sent.size() == 6);
    CHECK(sent[2] == "bytes=70000-70999");
  }

  TEST_CASE("fetch_range: a server that ignores ranges is told, and its body not read") {
    const auto answer = fetch_range({url("deaf&pace=0.5")}, 10, 10, hasty());
    CHECK(answer.kind == RangeAnswer::Kind::kIgnored);
    CHECK(answer.bytes.empty());
    CHECK(answer.size_bytes == kSize);
    const auto mirrored = fetch_range({url("deaf"), url("part=mirror")}, 10, 10, hasty());
    CHECK(mirrored.kind == RangeAnswer::Kind::kBytes);
    CHECK(mirrored.bytes == part(10, 10));
    CHECK(fetch_range({"ftp://127.0.0.1:1/x"}, 0, 1).kind == RangeAnswer::Kind::kIgnored);
  }

  TEST_CASE("fetch_range: breaks and refusals are tried again, lies are not believed") {
    CHECK(fetch_range({url("cut=5,5&part=cut")}, 100, 50, hasty()).bytes == part(100, 50));
    for (const char* lie : {"start", "none", "two", "star", "unit", "sign", "beyond"}) {
      CAPTURE(std::string(lie));
      CHECK(code_of({url(std::string("lie=") + lie)}, 100, 50) == ExitCode::kNetwork);
    }
    CHECK(code_of({url("encoding=gzip")}, 100, 50) == ExitCode::kNetwork);
    CHECK(code_of({url("unsatisfied=300000")}, 100, 50) == ExitCode::kNetwork);
    CHECK(code_of({FaultServer::instance().url("status?code=404")}, 100, 50) == ExitCode::kServer);
    CHECK(code_of({FaultServer::instance().url("status?code=403"), url("part=next")}, 100, 50) ==
          ExitCode::kDone);
    CHECK(code_of({FaultServer::instance().url("partial")}, 0, 10) == ExitCode::kNetwork);
  }

  TEST_CASE("fetch_range: bytes of two versions never meet") {
    const std::string changing = url("change=2&part=version");
    const auto first = fetch_range({changing}, 0, 10, hasty());
    CHECK(first.version == "\"v1\"");
    CHECK(code_of({changing}, 10, 10, first.version) == ExitCode::kIntegrity);
    CHECK(code_of({url("deaf&etag=none")}, 10, 10, first.version) == ExitCode::kIntegrity);
  }

  TEST_CASE("fetch_range: what makes no sense fails before any connection") {
    CHECK(code_of({url("part=no")}, 0, 0) == ExitCode::kUsage);
    CHECK(code_of({url("part=no")}, UINT64_MAX, 2) == ExitCode::kUsage);
    CHECK(code_of({}, 0, 1) == ExitCode::kUsage);
    CHECK(code_of({"gopher://host/x"}, 0, 1) == ExitCode::kDefinition);
    CHECK(FaultServer::instance().requests("part=no") == 0);
  }

  TEST_CASE("fetch_range: of a local file") {
    const base::TemporaryFolder folder(fs::temp_directory_path(), "setlist-range");
    const fs::path path = folder.path() / "file";
    base::write_file_atomically(path, content(kSize));
    const std::string local = "file://" + path.string();
    const auto answer = fetch_range({local}, kSize - 5, 10);
    CHECK(answer.bytes == part(kSize - 5, 5));
    CHECK(answer.size_bytes == kSize);
    CHECK(fetch_range({local}, kSize + 5, 10).bytes.empty());
    CHECK(size_of({local}).size_bytes == kSize);
    base::write_file_atomically(path, content(kSize + 1));
    CHECK(code_of({local}, 0, 1, answer.version) == ExitCode::kIntegrity);
    CHECK(code_of({"file:///dev/zero"}, 0, 1) == ExitCode::kFileSystem);
  }

  TEST_CASE("size_of: of servers with ranges, without, and of an empty file") {
    const auto file = size_of({url("part=size")}, hasty());
    CHECK(file.size_bytes == kSize);
    CHECK(file.has_ranges);
    CHECK(file.version == "\"v1\"");
    const auto deaf = size_of({url("deaf")}, hasty());
    CHECK(deaf.size_bytes == kSize);
    CHECK(!deaf.has_ranges);
    CHECK(!size_of({url("deaf&old")}, hasty()).size_bytes);
    const auto empty = FaultServer::instance().url("ranges?size=0&part=empty");
    CHECK(size_of({empty}, hasty()).size_bytes == 0);
  }
}

}  // namespace
}  // namespace setlist
