#include "engine/archive/programs.hpp"
#include "engine/archive/zip_writer.hpp"

#include <clocale>

#include <doctest/doctest.h>
#include <sys/resource.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;

using base::ExitCode;
using testing::check_damage;
using testing::check_refused;
using testing::have;
using testing::noise;
using testing::Sandbox;
using testing::Workshop;
using Tree = std::map<std::string, std::string>;

std::string packed(const Workshop& shop, const std::string& options) {
  return shop.made("LC_ALL=C.UTF-8 7z a -bd -t7z " + options +
                   " ../out.7z . && mv ../out.7z ../out");
}

Tree unpacked(const std::string& bytes) {
  Sandbox sandbox;
  static_cast<void>(sandbox.unpack(bytes));
  return sandbox.inside();
}

/// The same archive, whose one coder asks for almost 4 GB; all sums are right.
std::string greedy(std::string bytes, const std::string& coder, std::size_t size_at) {
  const std::size_t found = bytes.rfind(coder);
  REQUIRE(found != std::string::npos);
  bytes.replace(found + coder.size() + size_at, 4, "\xc0\xff\xff\xff");
  const std::size_t directory = bytes.find("\x01\x04\x06", 32);
  REQUIRE(directory != std::string::npos);
  bytes.replace(28, 4, testing::number(testing::crc_of(bytes.substr(directory)), 4));
  bytes.replace(8, 4, testing::number(testing::crc_of(bytes.substr(12, 20)), 4));
  return bytes;
}

long peak_kilobytes() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST_SUITE("archive/7z") {
  TEST_CASE("7z: every method gives the files that went in") {
    if (!have("7z")) return;
    const Workshop shop;
    const Tree tree = {{"a/", ""},
                       {"a/caf\xc3\xa9.wav", noise(300'000)},
                       {"a/empty", ""},
                       {"\xe6\xad\x8c.txt", std::string(200'000, 'z')}};
    for (const auto& [name, content] : tree) {
      if (!name.ends_with('/')) shop.add(name, content);
    }
    for (const std::string options :
         {"", "-mx=9", "-mx=0", "-m0=lzma", "-m0=ppmd", "-m0=bzip2", "-m0=deflate", "-ms=off",
          "-mhc=off", "-m0=bcj -m1=lzma2", "-m0=delta:2 -m1=lzma"}) {
      for (const char* locale : {"C", "C.UTF-8"}) {
        CAPTURE(options);
        CAPTURE(locale);
        std::setlocale(LC_ALL, locale);
        CHECK(unpacked(packed(shop, options)) == tree);
      }
    }
    std::setlocale(LC_ALL, "C");
  }

  TEST_CASE("7z: damage and cuts never give other files") {
    if (!have("7z")) return;
    const Workshop shop;
    shop.add("a.wav", noise(700));
    shop.add("b/c.txt", std::string(5'000, 'c'));
    for (const std::string options : {"", "-mhc=off -ms=off", "-m0=ppmd", "-mx=0"}) {
      CAPTURE(options);
      check_damage(packed(shop, options), 5);
    }
    const std::string bytes = packed(shop, "");
    check_refused(bytes + "x", ExitCode::kIntegrity, "bytes after its directory");
    check_refused(bytes.substr(0, bytes.size() - 1), ExitCode::kIntegrity, "truncated");
    check_refused(bytes.substr(0, 20), ExitCode::kIntegrity, "truncated");
  }

  TEST_CASE("7z: encrypted content and encrypted names") {
    if (!have("7z")) return;
    const Workshop shop;
    shop.add("shut.wav", noise(1'000));
    check_refused(packed(shop, "-psecret"), ExitCode::kCredentials, "password protected");
    check_refused(packed(shop, "-psecret -mhe=on"), ExitCode::kCredentials, "password protected");
  }

  TEST_CASE("7z: links, quotas, nothing inside") {
    if (!have("7z")) return;
    const Workshop shop;
    shop.add("a", std::string(600, 'a'));
    shop.add("b", std::string(400, 'b'));
    const std::string bytes = packed(shop, "");
    CHECK_FALSE(Sandbox::refusal(bytes, {.bytes = 1'000, .entries = 2}));
    check_refused(bytes, ExitCode::kQuota, "declares 400 bytes", {.bytes = 999, .entries = 2});
    check_refused(bytes, ExitCode::kQuota, "members", {.bytes = 1'000, .entries = 1});
    fs::create_symlink("/etc/passwd", shop.tree() / "lnk");
    check_refused(packed(shop, "-snl"), ExitCode::kHostile, "symbolic link in the archive: 'lnk'");
    const Workshop empty;
    fs::create_directory(empty.tree() / "folder");
    check_refused(packed(empty, ""), ExitCode::kIntegrity, "holds no file");
  }

  TEST_CASE("7z: a directory that needs too much memory") {
    if (!have("7z")) return;
    const Workshop shop;
    for (int i = 0; i < 2'200; ++i) shop.add(std::string(240, 'n') + std::to_string(i), "");
    for (const std::string options : {"", "-mhc=off"}) {
      const std::string bytes = packed(shop, options);
      CHECK_FALSE(Sandbox::refusal(bytes));
      check_refused(bytes, ExitCode::kQuota, "its directory is larger than the quota",
                    {.entries = 1});
    }
  }

  TEST_CASE("7z: what asks for gigabytes gets them not, or without touching them") {
    if (!have("7z")) return;
    const Workshop shop;
    shop.add("a.wav", noise(1'000));
    const std::string lzma = greedy(packed(shop, "-mhc=off -m0=lzma"), "\x23\x03\x01\x01\x05", 1);
    const std::string ppmd = greedy(packed(shop, "-mhc=off -m0=ppmd"), "\x23\x03\x04\x01\x05", 1);
    const long before = peak_kilobytes();
    for (const auto& bytes : {lzma, ppmd}) {
      Sandbox sandbox;
      try {
        static_cast<void>(sandbox.unpack(bytes));
        CHECK(sandbox.inside() == Tree{{"a.wav", noise(1'000)}});
      } catch (const base::ArchiveError&) {
      }
    }
#ifndef __SANITIZE_ADDRESS__  // which keeps a shadow of every byte that is allocated
    CHECK(peak_kilobytes() - before < 200'000);
#endif
  }

  TEST_CASE("7z: what a Mac leaves is skipped, and counts") {
    if (!have("7z")) return;
    const Workshop shop;
    shop.add("a/._b.wav", noise(5'000));
    shop.add("a/b.wav", "music");
    CHECK(unpacked(packed(shop, "")) == Tree{{"a/", ""}, {"a/b.wav", "music"}});
    check_refused(packed(shop, ""), ExitCode::kQuota, "declares", {.bytes = 4'999});
  }

  TEST_CASE("7z: names that one file system takes for one") {
    if (!have("7z")) return;
    const Workshop shop;
    shop.add("Song.wav", "1");
    shop.add("song.wav", "2");
    check_refused(packed(shop, ""), ExitCode::kHostile, "have the same name");
  }
}

}  // namespace
}  // namespace setlist
