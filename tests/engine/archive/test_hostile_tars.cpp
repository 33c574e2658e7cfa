#include "engine/archive/sandbox.hpp"
#include "engine/archive/tar_writer.hpp"
#include "setlist/archive/gzip.hpp"

#include <thread>

#include <doctest/doctest.h>
#include <sys/stat.h>

namespace setlist {
namespace {

using archive::gzip;
using base::ExitCode;
using testing::check_refused;
using testing::octal;
using testing::pax;
using testing::pax_record;
using testing::Sandbox;
using testing::tar_members;
using testing::tar_of;
using testing::TarMember;
using Tree = std::map<std::string, std::string>;

constexpr std::size_t kBlock = testing::kTarBlock;

/// Refused as hostile, plain and compressed, with no file made of the offending member.
void check_hostile(const std::vector<TarMember>& members, const std::string& words) {
  check_refused(tar_of(members), ExitCode::kHostile, words);
  check_refused(gzip(tar_of(members)), ExitCode::kHostile, words);
}

Tree unpacked(const std::string& bytes) {
  Sandbox sandbox;
  static_cast<void>(sandbox.unpack(bytes));
  return sandbox.inside();
}

/// Content that no two flipped bits leave alone.
const std::vector<TarMember>& small_members() {
  static const std::vector<TarMember> members = {
      {.name = "a.txt", .content = "hello"},
      {.name = "b/", .type = '5'},
      {.name = "b/c.txt", .content = std::string(512, 'c')},
      {.name = "b/empty"}};
  return members;
}
const Tree& small_tree() {
  static const Tree tree = {
      {"a.txt", "hello"}, {"b/", ""}, {"b/c.txt", std::string(512, 'c')}, {"b/empty", ""}};
  return tree;
}

TEST_SUITE("archive/unpack") {
  TEST_CASE("tar: names that lead outside or lie about themselves") {
    const std::vector<std::pair<std::string, std::string>> names = {
        {"/outside/abs.txt", "is absolute"},
        {"../outside/dd.txt", "contains '..'"},
        {"a/../../b", "contains '..'"},
        {"a/..", "contains '..'"},
        {"./../outside/x", "contains '..'"},
        {".", "is empty"},
        {".//outside/x", "is absolute"},
        {"..\\outside\\b.txt", "contains '\\'"},
        {"C:/x", "drive letter"},
        {"a//b", "empty component"},
        {"a/./b", "contains '.'"},
        {"a\nb", "control character"},
        {"a\x1b[31mb", "control character"},
        {"a\xe2\x80\xae.wav", "text-direction"},
        {".setlist.json", ".setlist"},
        {"./.setlist.json", ".setlist"},
        {"caf\xe9.wav", "is not UTF-8; name its encoding in the definition"}};
    for (const auto& [name, words] : names) {
      CAPTURE(name);
      check_hostile({{.name = "good", .content = "1"}, {.name = name}}, words);
      check_hostile({{.name = "good"}, pax(pax_record("path", name)), {.name = "seen"}}, words);
      check_hostile({{.name = "good"},
                     {.name = "././@LongLink", .content = name + '\0', .type = 'L'},
                     {.name = "seen"}},
                    words);
    }
    check_hostile({{.name = ""}}, "is empty");
    check_hostile({{.name = "x", .prefix = "../outside"}}, "contains '..'");
    check_hostile({{.name = "x", .prefix = "/outside"}}, "is absolute");
    check_hostile({pax(pax_record("path", std::string(300, 'a'))), {.name = "x"}},
                  "longer than 255 bytes");
    check_hostile({pax(pax_record("path", std::string(2'000, '/') + "a")), {.name = "x"}},
                  "longer than 1024 bytes");
    std::string deep = "a";
    for (int i = 0; i < 40; ++i) deep += "/a";
    check_hostile({{.name = deep}}, "more than 32 components");
  }

  TEST_CASE("tar: links and special files, however they are told") {
    check_hostile(
        {{.name = "lnk", .type = '2', .link = "../outside"}, {.name = "lnk/w.txt", .content = "x"}},
        "symbolic link in the archive: 'lnk'");
    check_hostile({pax(pax_record("linkpath", "../outside")), {.name = "lnk", .type = '2'}},
                  "symbolic link");
    for (const char* target : {"/etc/passwd", "../outside/sentinel", "a"}) {
      check_hostile({{.name = "a", .content = "1"},
                     {.name = "h", .content = "data", .type = '1', .link = target}},
                    "hard link in the archive: 'h' is");
    }
    CHECK(Sandbox::refusal(tar_of({{.name = "h", .content = "data", .type = '1'}})).has_value());
    CHECK(Sandbox::refusal(
        tar_of({pax(pax_record("linkpath", "")), {.name = "h", .type = '1', .link = "x"}})));
    for (const char type : {'3', '4', '6'}) {
      check_hostile({{.name = "null", .type = type}}, "special file in the archive: 'null'");
    }
  }

  TEST_CASE("tar: names that a file system may take for one") {
    check_hostile({{.name = "Song.wav"}, {.name = "song.wav"}}, "have the same name");
    check_hostile({{.name = "caf\xc3\xa9"}, {.name = "cafe\xcc\x81"}}, "have the same name");
    check_hostile({{.name = "x.wav"}, {.name = "./x.wav"}}, "have the same name");
    check_hostile({{.name = "d/x"}, {.name = "d/x/y"}}, "are a file and a folder");
    check_hostile({{.name = "x/", .type = '5'}, {.name = "X"}}, "a file and a folder");
  }

  TEST_CASE("tar: modes, owners and set-user bits are not taken over") {
    Sandbox sandbox;
    static_cast<void>(sandbox.unpack(tar_of({{.name = "d/", .type = '5', .mode = 0},
                                             {.name = "d/a", .mode = 06755},
                                             {.name = "d/b", .mode = 0},
                                             {.name = "d/c", .mode = 01777}})));
    for (const char* name : {"d/a", "d/b", "d/c"}) {
      struct stat status {};
      REQUIRE(::stat((sandbox.into() / name).c_str(), &status) == 0);
      CHECK((status.st_mode & 07133U) == 0);
      CHECK((status.st_mode & 0600U) == 0600U);
    }
  }

  TEST_CASE("tar: cut at every block and inside them, it fails or is whole") {
    const std::string tar = tar_of(small_members());
    REQUIRE(unpacked(tar) == small_tree());
    const std::size_t first_end_block = tar.size() - kBlock;
    for (std::size_t bytes = 0; bytes < tar.size(); bytes += 32) {
      for (const bool packed : {false, true}) {
        CAPTURE(bytes);
        CAPTURE(packed);
        const std::string cut = tar.substr(0, bytes);
        const auto error = Sandbox::refusal(packed ? gzip(cut) : cut);
        CHECK(error.has_value() == (bytes < first_end_block));
        if (error) {
          CHECK(static_cast<int>(error->exit_code()) == static_cast<int>(ExitCode::kIntegrity));
        }
      }
    }
    CHECK(unpacked(tar.substr(0, first_end_block)) == small_tree());
  }

  TEST_CASE("tar: cut between two members is told as cut") {
    check_refused(tar_members({{.name = "a", .content = "1"}}), ExitCode::kIntegrity, "truncated");
    check_refused(gzip(tar_members({{.name = "a", .content = "1"}})), ExitCode::kIntegrity,
                  "truncated");
    check_refused(testing::tar_header({.name = "a", .content = std::string(512, 'x')}),
                  ExitCode::kIntegrity, "truncated");
    check_refused(testing::kTarEnd, ExitCode::kIntegrity, "holds no file");
    check_refused(gzip(testing::kTarEnd), ExitCode::kIntegrity, "holds no file");
    check_refused(tar_of({{.name = "d/", .type = '5'}, {.name = "./", .type = '5'}}),
                  ExitCode::kIntegrity, "holds no file");
  }

  TEST_CASE("tar: one bit flipped in a header, it fails or the files are the same") {
    const std::string tar = tar_of({{.name = "a.txt", .content = "hello"}});
    for (std::size_t bit = 0; bit < kBlock * 8; ++bit) {
      CAPTURE(bit);
      std::string flipped = tar;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
      Sandbox sandbox;
      try {
        static_cast<void>(sandbox.unpack(flipped));
        CHECK(sandbox.inside() == Tree{{"a.txt", "hello"}});
      } catch (const base::ArchiveError&) {
      }
    }
  }

  TEST_CASE("tar: what follows its end") {
    const std::string tar = tar_of({{.name = "a", .content = "1"}});
    CHECK(unpacked(tar + std::string(1'000'000, '\0')) == Tree{{"a", "1"}});
    CHECK(unpacked(tar + std::string(7, '\0')) == Tree{{"a", "1"}});
    for (const std::string& more : {tar, std::string("x"), std::string(5'000'000, '\0') + "x"}) {
      check_refused(tar + more, ExitCode::kIntegrity, "data after the end of the tar archive");
      check_refused(gzip(tar + more), ExitCode::kIntegrity, "data after the end");
    }
  }

  TEST_CASE("tar: sizes that lie, or that no disk holds") {
    check_refused(tar_of({{.name = "huge", .size = octal(1ULL << 32U, 11)}}), ExitCode::kQuota,
                  "'huge' declares 4294967296 bytes");
    check_refused(tar_of({{.name = "huge", .size = testing::base256(1ULL << 50U)}}),
                  ExitCode::kQuota, "declares 1125899906842624 bytes");
    check_refused(tar_of({pax(pax_record("size", "1125899906842624")), {.name = "huge"}}),
                  ExitCode::kQuota, "declares 1125899906842624 bytes");
    for (const std::string& size : {std::string(12, '\xff'), testing::base256(UINT64_MAX)}) {
      const auto error = Sandbox::refusal(tar_of({{.name = "negative", .size = size}}));
      CHECK(error.has_value());
    }
    check_refused(tar_of({pax(pax_record("size", "-1")), {.name = "negative", .content = "1"}}),
                  ExitCode::kIntegrity, "");
    check_refused(tar_of({{.name = "short", .content = "1", .size = octal(5000, 11)}}),
                  ExitCode::kIntegrity, "truncated");
  }

  TEST_CASE("tar: sparse members") {
    const auto block = [](const std::string& map) { return testing::padded(map); };
    const std::string map =
        octal(0, 11) + '\0' + octal(0, 11) + '\0' + std::string(73, '\0') + octal(1ULL << 30U, 11);
    const TarMember sparse{.name = "holes", .type = 'S', .magic = "ustar  ", .sparse = map};
    check_refused(tar_of({sparse}), ExitCode::kQuota, "declares", {.bytes = 1U << 20U});
    CHECK(Sandbox::refusal(tar_of({sparse})).has_value());
    const std::string newest =
        pax_record("GNU.sparse.major", "1") + pax_record("GNU.sparse.minor", "0") +
        pax_record("GNU.sparse.name", "holes") + pax_record("GNU.sparse.realsize", "1099511627776");
    check_refused(
        gzip(tar_of({pax(newest), {.name = "x", .content = block("1\n1099511627776\n0\n")}})),
        ExitCode::kQuota, "'holes' declares 1099511627776 bytes");
    const std::string small =
        pax_record("GNU.sparse.major", "1") + pax_record("GNU.sparse.minor", "0") +
        pax_record("GNU.sparse.name", "holes") + pax_record("GNU.sparse.realsize", "3000");
    CHECK(Sandbox::refusal(
        tar_of({pax(small), {.name = "x", .content = block("1\n2000\n5\n") + "12345"}})));
    CHECK(Sandbox::refusal(tar_of({pax(small), {.name = "x", .content = block("0\n")}})));
  }

  TEST_CASE("tar: bombs stop at the quota") {
    const std::string tar = tar_of({{.name = "a", .content = std::string(600, 'a')},
                                    {.name = "b", .content = std::string(400, 'b')}});
    CHECK_FALSE(Sandbox::refusal(tar, {.bytes = 1'000, .entries = 2}));
    check_refused(tar, ExitCode::kQuota, "'b' declares 400 bytes", {.bytes = 999, .entries = 2});
    check_refused(tar, ExitCode::kQuota, "more members", {.bytes = 1'000, .entries = 1});
    check_refused(tar_of({{.name = "a/b/c"}}), ExitCode::kQuota, "more files and folders",
                  {.bytes = 1, .entries = 2});
    const std::string zeros = tar + std::string(64U << 20U, '\0');
    check_refused(gzip(zeros), ExitCode::kQuota, "unpacks to more than",
                  {.bytes = 1'000, .entries = 2});
    CHECK(Sandbox::refusal(tar_of({pax(std::string(8U << 20U, '1')), {.name = "a"}})).has_value());
  }

  TEST_CASE("tar: names of every kind of header come out as they went in, in many threads") {
    const std::string nfd = "cafe\xcc\x81.wav";
    const std::string song = "\xe6\xad\x8c.wav";
    const std::string binary = pax_record("hdrcharset", "BINARY") + pax_record("path", song);
    const std::string tar = tar_of({pax(pax_record("path", nfd)),
                                    {.name = "x", .content = "1"},
                                    pax(binary),
                                    {.name = "x", .content = "2"},
                                    {.name = "plain " + song, .content = "3"}});
    const Tree expected = {{nfd, "1"}, {song, "2"}, {"plain " + song, "3"}};
    std::vector<Tree> found(8);
    std::vector<std::thread> threads;
    for (auto& tree : found) {
      threads.emplace_back([&] {
        for (int i = 0; i < 20; ++i) tree = unpacked(tar);
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(found == std::vector<Tree>(8, expected));
  }

  TEST_CASE("tar: no end of special headers") {
    for (const char type : {'x', 'g', 'L', 'K', 'V'}) {
      CAPTURE(type);
      const std::string header =
          testing::tar_members({{.name = "x", .content = "", .type = type, .magic = "ustar  "}});
      std::string tar;
      for (int i = 0; i < 100'000; ++i) tar += header;
      CHECK(Sandbox::refusal(tar + tar_of({{.name = "a", .content = "1"}})).has_value());
    }
  }

  TEST_CASE("tar: headers of pax that are no such thing") {
    for (const std::string& records :
         {std::string("99 path=x\n"), std::string("0 path=x\n"), std::string("path=x\n"),
          std::string("-5 path=x\n"), std::string("9999999999999999999 path=x\n"),
          std::string("11 path=xyz"), std::string("7 path\n")}) {
      CAPTURE(records);
      CHECK(Sandbox::refusal(tar_of({pax(records), {.name = "a", .content = "1"}})).has_value());
    }
    check_refused(tar_members({pax(pax_record("path", "x"))}) + testing::kTarEnd,
                  ExitCode::kIntegrity, "");
  }
}

}  // namespace
}  // namespace setlist
