#include "engine/transfer/fault_server.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;
using base::ExitCode;
using testing::content;
using testing::Landing;

class Source {
 public:
  explicit Source(const std::string& name = "a file.zip")
      : m_folder(fs::temp_directory_path(), "setlist-source"), m_path(m_folder.path() / name) {}

  [[nodiscard]] const fs::path& path() const { return m_path; }
  [[nodiscard]] std::string url() const {
    std::string text = m_path.string();
    for (std::size_t at; (at = text.find(' ')) != std::string::npos;) text.replace(at, 1, "%20");
    return "file://" + text;
  }

 private:
  base::TemporaryFolder m_folder;
  fs::path m_path;
};

TEST_SUITE("transfer/file_url") {
  TEST_CASE("download: a local file, verified like any other") {
    const Source source;
    base::write_file_atomically(source.path(), content(600'000));
    Landing landing;
    const auto received = landing.fetch({.urls = {source.url()},
                                         .size_bytes = 600'000,
                                         .digests = {base::sha256(content(600'000))}});
    CHECK(received.url == source.url());
    CHECK(base::read_file(landing.file()) == content(600'000));
    Landing wrong;
    wrong.failure({.urls = {source.url()}, .digests = {base::sha256("other")}},
                  ExitCode::kIntegrity, "got 600000 bytes");
    wrong.failure({.urls = {source.url()}, .size_bytes = 5}, ExitCode::kIntegrity, "larger");
    wrong.failure({.urls = {source.url()}, .size_bytes = 600'001}, ExitCode::kIntegrity,
                  "expected 600001 bytes");
    wrong.failure({.urls = {source.url()}, .limit_bytes = 5}, ExitCode::kQuota, "quota");
  }

  TEST_CASE("download: empty files and files behind a symbolic link") {
    const Source source;
    base::write_file_atomically(source.path(), "");
    Landing landing;
    CHECK(landing.fetch({.urls = {source.url()}}).size_bytes == 0);
    const Source link("link");
    fs::create_symlink(source.path(), link.path());
    Landing behind;
    CHECK(behind.fetch({.urls = {link.url()}}).size_bytes == 0);
  }

  TEST_CASE("download: folders, devices, FIFOs and files of /proc are refused at once") {
    const Source fifo("fifo");
    REQUIRE(::mkfifo(fifo.path().c_str(), 0600) == 0);
    for (const std::string& url :
         {fifo.url(), std::string("file:///tmp"), std::string("file:///dev/zero"),
          std::string("file:///dev/null"), std::string("file:///proc/self/environ"),
          std::string("file:///nonexistent/file")}) {
      CAPTURE(url);
      Landing landing;
      landing.failure({.urls = {url}}, ExitCode::kFileSystem, "downloading 'file:///");
    }
  }
}

}  // namespace
}  // namespace setlist
