#include "engine/archive/sandbox.hpp"
#include "engine/archive/zip_writer.hpp"

#include <doctest/doctest.h>

namespace setlist {
namespace {

using archive::UnpackLimits;
using base::ExitCode;
using testing::check_refused;
using testing::Sandbox;
using testing::zip_of;

/// A hostile archive: nothing at all may be made for it.
void check_hostile(const std::vector<testing::ZipMember>& members, const std::string& words) {
  CAPTURE(words);
  Sandbox sandbox;
  try {
    static_cast<void>(sandbox.unpack(zip_of(members)));
    FAIL("unpacked");
  } catch (const base::ArchiveError& error) {
    CHECK(static_cast<int>(error.exit_code()) == static_cast<int>(ExitCode::kHostile));
    const std::string sentence = error.what();
    CAPTURE(sentence);
    CHECK(sentence.find(words) != std::string::npos);
    CHECK(sentence.find('\x1b') == std::string::npos);
  }
  CHECK(sandbox.inside().empty());
}

TEST_SUITE("archive/unpack") {
  TEST_CASE("unpack: names that lead outside or lie about themselves") {
    const std::vector<std::pair<std::string, std::string>> names = {
        {"/outside/abs.txt", "is absolute"},
        {"../outside/dd.txt", "contains '..'"},
        {"a/../../b", "contains '..'"},
        {"a/..", "contains '..'"},
        {"a/../b", "contains '..'"},
        {"..\\outside\\b.txt", "contains '\\'"},
        {"C:/x", "drive letter"},
        {"a//b", "empty component"},
        {"./a", "contains '.'"},
        {std::string("a\0b", 3), "NUL"},
        {"a\nb", "control character"},
        {"a\x1b[31mb", "control character"},
        {"a\xe2\x80\xae.wav", "text-direction"},
        {std::string(300, 'a'), "longer than 255 bytes"},
        {std::string(2'000, '/') + "a", "longer than 1024 bytes"},
        {"", "is empty"},
        {"/", "is empty"},
        {".setlist.json", ".setlist"},
        {"caf\xe9.wav", "is not UTF-8; name its encoding in the definition"}};
    for (const auto& [name, words] : names) {
      for (const std::uint16_t flags : {0x0800, 0}) {
        check_hostile({{.name = "good", .content = "1"}, {.name = name, .flags = flags}}, words);
      }
    }
    std::string deep = "a";
    for (int i = 0; i < 40; ++i) deep += "/a";
    check_hostile({{.name = deep}}, "more than 32 components");
  }

  TEST_CASE("unpack: the UTF-8 name beside the old one is checked as well") {
    const std::string field =
        std::string(1, '\1') + testing::number(testing::crc_of("ok"), 4) + "../out";
    check_hostile(
        {{.name = "ok",
          .extra = testing::number(0x7075, 2) + testing::number(field.size(), 2) + field}},
        "'..'");
  }

  TEST_CASE("unpack: links and special files") {
    check_hostile({{.name = "lnk", .content = "../outside", .attributes = 0120777U},
                   {.name = "lnk/w.txt", .content = "x"}},
                  "symbolic link in the archive: 'lnk'");
    check_hostile(
        {{.name = "lnk", .content = "/etc", .made_by = 19U << 8U, .attributes = 0120777U}},
        "symbolic link");
    check_hostile({{.name = "lnk/", .attributes = 0120777U}}, "symbolic link");
    for (const unsigned type : {0020000U, 0060000U, 0010000U, 0140000U, 0110000U}) {
      check_hostile({{.name = "null", .attributes = type | 0666U}}, "special file");
    }
    check_hostile({{.name = "folder/", .attributes = 0100644U}}, "special file");
  }

  TEST_CASE("unpack: names that a file system may take for one") {
    check_hostile({{.name = "Song.wav"}, {.name = "song.wav"}}, "have the same name");
    check_hostile({{.name = "caf\xc3\xa9"}, {.name = "cafe\xcc\x81"}}, "have the same name");
    check_hostile({{.name = "stra\xc3\x9f"
                            "e"},
                   {.name = "STRASSE"}},
                  "have the same name");
    check_hostile({{.name = "x.wav"}, {.name = "x.wav"}}, "have the same name");
    check_hostile({{.name = "A/1"}, {.name = "a/2"}}, "'A' and 'a' have the same name");
    check_hostile({{.name = "d/x"}, {.name = "d/x/y"}}, "'d/x' and 'd/x' are a file and a folder");
    check_hostile({{.name = "d/x/y"}, {.name = "D/X"}}, "same name");
    check_hostile({{.name = "x/", .attributes = 0040755U}, {.name = "X"}}, "a file and a folder");
    CHECK_FALSE(Sandbox::refusal(zip_of({{.name = "a/b"},
                                         {.name = "b"},
                                         {.name = "b.a/b"},
                                         {.name = "a/", .attributes = 0040755U},
                                         {.name = "a/", .attributes = 0040755U}})));
  }

  TEST_CASE("unpack: what is no zip is told by its content") {
    const std::vector<std::pair<std::string, std::string>> files = {
        {"", "not an archive (zip, 7z or tar): empty file"},
        {"<!DOCTYPE html><html>", "HTML page (login or error page?)"},
        {"\xef\xbb\xbf \n<HTML>", "HTML page"},
        {"<?xml version='1.0'?><Error/>", "XML text"},
        {"{\"message\": \"no\"}", "JSON text"},
        {"\x1f\x8b\x08", "gzip"},
        {"#!/bin/sh\n", "script"},
        {"#mtree\n", "mtree"},
        {std::string("7z\xbc\xaf\x27\x1c", 6), "truncated"},
        {std::string(257, 'n') + "ustar", "truncated"},
        {std::string("\x7f"
                     "ELF"),
         "program"},
        {"plain words", "unknown kind of file"},
        {"P", "unknown kind of file"},
        {"MZ" + zip_of({{.name = "a"}}), "unknown kind of file"}};
    for (const auto& [bytes, words] : files) check_refused(bytes, ExitCode::kIntegrity, words);
    check_refused(zip_of({}), ExitCode::kIntegrity, "holds no file");
    check_refused(zip_of({{.name = "d/", .attributes = 0040755U}}), ExitCode::kIntegrity,
                  "holds no file");
  }

  TEST_CASE("unpack: cut at every byte, it never unpacks") {
    const std::string zip = zip_of({{.name = "a.txt", .content = "hello", .deflated = true},
                                    {.name = "b/c.txt", .content = "world"}});
    REQUIRE_FALSE(Sandbox::refusal(zip));
    for (std::size_t bytes = 0; bytes < zip.size(); ++bytes) {
      CAPTURE(bytes);
      const auto error = Sandbox::refusal(zip.substr(0, bytes));
      REQUIRE(error.has_value());
      CHECK(static_cast<int>(error->exit_code()) == static_cast<int>(ExitCode::kIntegrity));
    }
  }

  TEST_CASE("unpack: with one bit flipped, it fails or the file is the same") {
    const std::string zip = zip_of({{.name = "a", .content = "hello", .deflated = true}});
    for (std::size_t bit = 0; bit < zip.size() * 8; ++bit) {
      CAPTURE(bit);
      std::string flipped = zip;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
      Sandbox sandbox;
      try {
        const auto files = sandbox.unpack(flipped);
        REQUIRE(files.size() == 1);
        CHECK(files[0].sha256 == base::sha256("hello").hex);
      } catch (const base::ArchiveError&) {
      }
    }
  }

  TEST_CASE("unpack: data that are not what the directory says") {
    check_refused(
        zip_of({{.name = "good", .content = "1"}, {.name = "bad", .content = "2", .crc = 7}}),
        ExitCode::kIntegrity, "'bad'");
    check_refused(zip_of({{.name = "bad", .content = "22", .deflated = true, .crc = 7}}),
                  ExitCode::kIntegrity, "'bad'");
    const std::string content(1'000'000, 'x');
    check_refused(zip_of({{.name = "lie", .content = content, .deflated = true, .size = 10}}),
                  ExitCode::kIntegrity, "'lie' is longer than the 10 bytes");
    check_refused(zip_of({{.name = "lie", .content = "x", .deflated = true, .size = 10}}),
                  ExitCode::kIntegrity, "'lie'");
    check_refused(zip_of({{.name = "lie", .content = "xyz", .size = 2}}), ExitCode::kIntegrity,
                  "'lie'");
    check_refused(zip_of({{.name = "broken", .content = "\xff\xff\xff", .method = 8}}),
                  ExitCode::kIntegrity, "'broken'");
    check_refused(zip_of({{.name = "odd", .content = "x", .method = 77}}), ExitCode::kIntegrity,
                  "'odd'");
    check_refused(zip_of({{.name = "d/", .content = "x", .attributes = 0040755U}}),
                  ExitCode::kIntegrity, "has content");
  }

  TEST_CASE("unpack: directory and local headers that contradict each other") {
    check_refused(zip_of({{.name = "shown", .content = "1", .local_name = "other"}}),
                  ExitCode::kIntegrity, "'shown' has another name at its data, 'other'");
    check_refused(zip_of({{.name = "shown", .content = "1", .local_name = "shown2"}}),
                  ExitCode::kIntegrity, "'shown'");
    check_refused(
        zip_of({{.name = "a", .content = "1"}, {.name = "a", .content = "1", .offset = 0}}),
        ExitCode::kIntegrity, "shares its data");
    check_refused(
        zip_of({{.name = "a", .content = "1"}, {.name = "b", .content = "1", .offset = 5}}),
        ExitCode::kIntegrity, "'b' is not where it should be");
    check_refused(zip_of({{.name = "a", .content = "1", .offset = 0xFFFFFF00}}),
                  ExitCode::kIntegrity, "offsets lie");
    check_refused(zip_of({{.name = "a", .content = "1", .packed = 0xFFFFFF00}}),
                  ExitCode::kIntegrity, "truncated");
    std::string zip = zip_of({{.name = "a", .content = "1"}});
    zip[8] = 8;  // the method, at the data only
    check_refused(zip, ExitCode::kIntegrity, "described otherwise");
  }

  TEST_CASE("unpack: a member inside the data of another") {
    const std::string inner = "PK\3\4" + testing::number(20, 2) + testing::number(0x0800, 2) +
                              testing::number(0, 2) + testing::number(0x00210000U, 4) +
                              testing::number(testing::crc_of("X"), 4) + testing::number(1, 4) +
                              testing::number(1, 4) + testing::number(5, 2) +
                              testing::number(0, 2) + "insid" + "X";
    check_refused(zip_of({{.name = "outer", .content = inner},
                          {.name = "insid", .content = "X", .offset = 30 + 5}}),
                  ExitCode::kIntegrity, "'outer' shares its data with 'insid'");
  }

  TEST_CASE("unpack: end records that lie") {
    const std::vector<testing::ZipMember> two = {{.name = "a", .content = "1"}, {.name = "b"}};
    check_refused(zip_of(two, {.count = 1}), ExitCode::kIntegrity, "more members than it counts");
    check_refused(zip_of(two, {.count = 3}), ExitCode::kIntegrity, "fewer members than it counts");
    check_refused(zip_of(two, {.after = "x"}), ExitCode::kIntegrity,
                  "end record is not at the end");
    check_refused(zip_of(two, {.directory_offset = 3}), ExitCode::kIntegrity, "directory");
    check_refused(zip_of(two, {.directory_offset = 0xFFFFFFFF}), ExitCode::kIntegrity, "directory");
    check_refused(zip_of(two, {.disk = 1}), ExitCode::kIntegrity, "several volumes");
    CHECK_FALSE(Sandbox::refusal(zip_of(two, {.comment = "made by hand"})));
    // A second end record in the comment: readers would not agree on which one counts.
    check_refused(zip_of(two, {.comment = "PK\5\6" + std::string(40, '\0')}), ExitCode::kIntegrity,
                  "end record is not at the end");
    check_refused(zip_of(two, {.comment = "PK\5\6" + std::string(18, '\0')}), ExitCode::kIntegrity,
                  "directory");
  }

  TEST_CASE("unpack: encrypted members") {
    check_refused(zip_of({{.name = "open", .content = "1"},
                          {.name = "shut.wav", .content = std::string(12, 'k'), .flags = 1}}),
                  ExitCode::kCredentials, "password protected: 'shut.wav'");
    check_refused(zip_of({{.name = "aes", .content = "x", .method = 99}}), ExitCode::kCredentials,
                  "'aes'");
    check_refused(zip_of({{.name = "strong", .content = "x", .flags = 0x41}}),
                  ExitCode::kCredentials, "'strong'");
  }

  TEST_CASE("unpack: quotas hold before a byte is written, and at their edge") {
    const std::string zip =
        zip_of({{.name = "a", .content = std::string(600, 'a'), .deflated = true},
                {.name = "b", .content = std::string(400, 'b')}});
    CHECK_FALSE(Sandbox::refusal(zip, {.bytes = 1'000, .entries = 2}));
    check_refused(zip, ExitCode::kQuota, "'b' declares 400 bytes", {.bytes = 999, .entries = 2});
    check_refused(zip, ExitCode::kQuota, "2 members", {.bytes = 1'000, .entries = 1});
    check_refused(zip_of({{.name = "a/b/c"}}), ExitCode::kQuota, "more files and folders",
                  {.bytes = 1, .entries = 2});
    const auto wide = [](std::uint64_t size) {
      return testing::number(1, 2) + testing::number(8, 2) + testing::number(size, 8);
    };
    check_refused(zip_of({{.name = "a", .content = "x"},
                          {.name = "huge", .extra = wide(UINT64_MAX), .size = 0xFFFFFFFF}}),
                  ExitCode::kQuota, "declares 18446744073709551615 bytes");
    check_refused(zip_of({{.name = "short", .size = 0xFFFFFFFF}}), ExitCode::kQuota, "4294967295");
    check_refused(zip_of({{.name = "cut",
                           .extra = testing::number(1, 2) + testing::number(4, 2) + "1234",
                           .size = 0xFFFFFFFF}}),
                  ExitCode::kIntegrity, "too short");
  }
}

}  // namespace
}  // namespace setlist
